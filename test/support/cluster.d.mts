import type { Cluster } from './api.js';

/** An empty database (or a clone of `template`) as production has it: owned by the owner, open to the application alone. */
export function createDatabase(cluster: Cluster, name: string, template?: string): Promise<void>;
