import { Module } from '@nestjs/common';
import { JobRegistry } from '../core/jobs.js';
import { DocumentResolver } from './document.resolver.js';
import { DocumentStore } from './document-store.js';
import { DocumentsController } from './documents.controller.js';
import { FileDocumentStore } from './file-document-store.js';
import { FindDocumentService } from './find-document.service.js';
import { ReceiveDocumentService } from './receive-document.service.js';
import { sweepDocumentsJob } from './sweep-documents.job.js';
import { SweepDocumentsService } from './sweep-documents.service.js';

@Module({
  controllers: [DocumentsController],
  providers: [
    DocumentResolver,
    FindDocumentService,
    ReceiveDocumentService,
    SweepDocumentsService,
    { provide: DocumentStore, useClass: FileDocumentStore },
  ],
  exports: [DocumentStore],
})
export class DocumentsModule {
  constructor(jobs: JobRegistry) {
    jobs.add(sweepDocumentsJob);
  }
}
