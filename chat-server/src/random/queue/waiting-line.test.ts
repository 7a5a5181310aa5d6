import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { isBefore, leaveLines, WaitingLine, type Link, type Place } from './waiting-line';

const inOrder = (line: WaitingLine<Place>): Place[] => {
  const items: Place[] = [];
  for (let link = line.first; link !== null; link = link.after) items.push(link.item);
  return items;
};

describe('WaitingLine', () => {
  test('is in the order of waiting, whoever comes and goes', () => {
    const change = fc.record({
      since: fc.nat(50),
      who: fc.nat(20),
      leaving: fc.option(fc.nat(60)),
    });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 300, size: 'max' }),
        fc.nat(50),
        (changes, since) => {
          let emptied = 0;
          const line = new WaitingLine<Place>(() => (emptied += 1));
          const links: Link<Place>[] = [];
          let timesEmpty = 0;
          for (const { since: from, who, leaving } of changes) {
            links.push(line.add({ since: from, userId: `${who}` }));
            if (leaving === null) continue;
            const left = links.splice(leaving % links.length, 1);
            leaveLines(left);
            leaveLines(left);
            if (links.length === 0) timesEmpty += 1;
          }
          const expected = links
            .map(({ item }) => item)
            .sort((one, other) => (isBefore(one, other) ? -1 : Number(isBefore(other, one))));
          expect(inOrder(line)).toEqual(expected);
          expect(line.from(since)?.item).toEqual(expected.find((item) => item.since >= since));
          expect(emptied).toBe(timesEmpty);
        },
      ),
    );
  });

  test('finds an old place among many without passing most of them', () => {
    let looks = 0;
    const place = (since: number): Place => ({
      get since() {
        looks += 1;
        return since;
      },
      userId: 'somebody',
    });
    const line = new WaitingLine<Place>();
    for (let since = 0; since < 20_000; since += 1) line.add(place(since));
    looks = 0;
    for (let back = 0; back < 100; back += 1) line.add(place(10_000 + 0.001 * back));
    // A walk from either end would look at a million.
    expect(looks).toBeLessThan(100_000);
    expect(line.from(10_000)?.item.since).toBe(10_000);
  });
});
