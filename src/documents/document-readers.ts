import { isBelow } from '../units/unit.queries.js';

/**
 * Who may read a document: conditions in SQL over `d`, the document, with $1 the units below which the reader reads,
 * $2 the day, and $3 the reader's account. One of them suffices.
 */
const CONDITIONS = [
  // Whoever reads the unit for which it was received.
  isBelow('d.unit_id'),
  // Who sent it, also when their role there has ended.
  `d.received_from_id = $3`,
];

/**
 * A later module lets its own readers read, e.g. those who read a nomination the documents attached to it. Called once,
 * when the module is loaded; queries already sent keep their text.
 */
export function letReadDocuments(condition: string): void {
  CONDITIONS.push(condition);
}

/** The policy as one condition. */
export function readableDocument(): string {
  return `(${CONDITIONS.join(' or ')})`;
}
