import { badInput } from '../errors';

/** The most entries of one page of any connection. */
const largestPage = 100;

/**
 * How many entries were asked for, at the argument `field`; `usual` where it was left out or null.
 *
 * @throws ChatError BAD_USER_INPUT for a number outside 0 to 100
 */
export function pageSize(size: number | null | undefined, usual: number, field: string): number {
  if (size === null || size === undefined) return usual;
  if (size < 0 || size > largestPage) {
    throw badInput(`A page has between 0 and ${largestPage} entries.`, field);
  }
  return size;
}
