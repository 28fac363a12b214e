import { Module } from '@nestjs/common';
import { EmulationModelResolver } from './emulation-model.resolver.js';
import { FindModelsService } from './find-models.service.js';
import { HonoureeModelsResolver } from './honouree-models.resolver.js';
import { ModelEventResolver, ModelReportResolver } from './model-part.resolver.js';
import { RegisterModelService } from './register-model.service.js';
import { RunModelService } from './run-model.service.js';

@Module({
  providers: [
    EmulationModelResolver,
    ModelReportResolver,
    ModelEventResolver,
    HonoureeModelsResolver,
    FindModelsService,
    RegisterModelService,
    RunModelService,
  ],
})
export class EmulationModelsModule {}
