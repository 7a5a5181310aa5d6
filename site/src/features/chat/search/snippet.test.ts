import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { snippetOf } from './snippet';

const marked = (text: string, search: string) =>
  snippetOf(text, search)
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');

describe('snippetOf', () => {
  test.each([
    ['Meet me at the Station', 'station', 'Meet me at the [Station]'],
    ['오늘 한강에서 만나요', '한강', '오늘 [한강]에서 만나요'],
    ['one two one', 'one', '[one] two [one]'],
    ['both words here', 'here both', '[both] words [here]'],
    ['two\nlines', 'lines', 'two [lines]'],
    ['nothing', 'else', 'nothing'],
  ])('marks in %j %j', (text, search, expected) => {
    expect(marked(text, search)).toBe(expected);
  });

  test('begins a little before the first match of a long text', () => {
    const found = marked(`${'a '.repeat(200)}needle${' b'.repeat(200)}`, 'needle');
    expect(found).toMatch(/^….{30}\[needle\].+…$/);
    expect(found.length).toBeLessThan(150);
  });

  test('shows nothing that is not in the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        (text, search) => {
          const shown = snippetOf(text, search)
            .map((part) => part.text)
            .join('')
            .replaceAll('…', '');
          expect(text.replaceAll(/\s+/g, ' ').replaceAll('…', '')).toContain(shown);
        },
      ),
    );
  });
});
