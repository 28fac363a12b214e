// Preloaded by `node --import`: the service without its audit. Only the bench can do this; the service has no switch.
import { register } from 'node:module';

const STUB = `export class Personal { constructor(value) { this.value = value; } }
export async function record() {}
export async function recordAll() {}
export function auditTexts() { return []; }`;

const HOOKS = `
  export async function load(url, context, next) {
    if (!url.endsWith('/dist/audit/record.js')) return next(url, context);
    return { format: 'module', shortCircuit: true, source: ${JSON.stringify(STUB)} };
  }`;

register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
