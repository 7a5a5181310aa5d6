import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linkify } from './linkify';

const links = (text: string) =>
  linkify(text).flatMap((part) => (part.kind === 'link' ? [part.text] : []));

describe('linkify', () => {
  test.each([
    ['see https://example.org/a?b=c#d now', ['https://example.org/a?b=c#d']],
    ['https://example.org.', ['https://example.org']],
    ['(https://example.org/a)', ['https://example.org/a']],
    ['https://en.wikipedia.org/wiki/Coco_(film)', ['https://en.wikipedia.org/wiki/Coco_(film)']],
    [
      '(read https://en.wikipedia.org/wiki/Coco_(film)!)',
      ['https://en.wikipedia.org/wiki/Coco_(film)'],
    ],
    ['주소는 https://example.org/한강입니다', ['https://example.org/']],
    ['https://example.org에서 만나요', ['https://example.org']],
    ['HTTP://EXAMPLE.ORG/a http://b.example', ['HTTP://EXAMPLE.ORG/a', 'http://b.example']],
    ['javascript:alert(1) data:text/html,x ftp://a.example //b.example', []],
    ['https:// and http://', []],
    ['<https://example.org/">', ['https://example.org/']],
  ])('finds in %j %j', (text, found) => {
    expect(links(text)).toEqual(found);
  });

  test('loses nothing, and links to the web only', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.constantFrom('javascript:', 'https://', ')', '(', '.', '안녕', '\n', '"'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const parts = linkify(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const part of parts) {
          if (part.kind === 'link') expect(new URL(part.href).protocol).toMatch(/^https?:$/);
        }
      }),
    );
  });
});
