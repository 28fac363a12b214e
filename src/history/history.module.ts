import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { HistoryResolver } from './history.resolver.js';

@Module({ imports: [DecisionsModule], providers: [HistoryResolver] })
export class HistoryModule {}
