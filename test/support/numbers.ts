import { worker } from './api.js';

/**
 * The number of a paper that a test numbers by hand: no other file of this Jest worker takes it, as they share the books of
 * numbers; and downwards, since the service goes on from the highest. A symbol has five digits at most.
 */
export const nextNumber = (): number => (worker.lastNumber -= 1);
