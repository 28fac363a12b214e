import type { BatchFunction } from '../core/loaders.js';
import type { NumberBook } from './number-book.entity.js';
import { booksOfUnits } from './number-book.queries.js';

/** The series of each unit that are kept here. */
export const booksOfUnit: BatchFunction<string, NumberBook[]> = async (context, ids) => {
  const books = await booksOfUnits(context.connection, ids);
  return ids.map((id) => books.filter(({ unitId }) => unitId === id));
};
