import { afterEach, describe, expect, test } from '@jest/globals';
import { cleanup, render } from '@testing-library/react';
import { LexicalContent } from './LexicalContent';

const text = (value: string, format = 0) => ({ type: 'text', text: value, format });
const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children });
const documentOf = (...children: unknown[]) => ({ root: { type: 'root', children } });

const htmlOf = (content: unknown) =>
  render(<LexicalContent content={content} />).container.innerHTML;

describe('LexicalContent', () => {
  afterEach(cleanup);

  test('renders paragraphs, formats and headings', () => {
    const content = documentOf(
      { type: 'heading', tag: 'h1', children: [text('제목')] },
      paragraph(text('plain '), text('bold italic', 3), { type: 'linebreak' }, text('x', 16)),
    );
    expect(htmlOf(content)).toBe(
      '<h2>제목</h2><p>plain <em><strong>bold italic</strong></em><br><code>x</code></p>',
    );
  });

  test('renders lists within lists', () => {
    const item = (...children: unknown[]) => ({ type: 'listitem', children });
    const content = documentOf({
      type: 'list',
      listType: 'number',
      start: 3,
      children: [
        item(text('a')),
        item({ type: 'list', listType: 'bullet', children: [item(text('b'))] }),
      ],
    });
    expect(htmlOf(content)).toBe('<ol start="3"><li>a</li><li><ul><li>b</li></ul></li></ol>');
  });

  test('never renders text as HTML, nor a link that would run code', () => {
    const content = documentOf(
      paragraph(text('<img src=x onerror=alert(1)>'), {
        type: 'link',
        fields: { url: 'javascript:alert(1)' },
        children: [text('click')],
      }),
    );
    expect(htmlOf(content)).toBe('<p>&lt;img src=x onerror=alert(1)&gt;<span>click</span></p>');
  });

  test('shows what stands inside a node it does not know', () => {
    expect(htmlOf(documentOf({ type: 'callout', children: [paragraph(text('kept'))] }))).toBe(
      '<p>kept</p>',
    );
  });

  test.each([[null], [undefined], ['text'], [{}], [{ root: { type: 'root' } }]])(
    'renders nothing for %j',
    (content) => {
      expect(htmlOf(content)).toBe('');
    },
  );
});
