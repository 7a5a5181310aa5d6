import { describe, expect, test } from '@jest/globals';
import { classifyHref } from './classifyHref';

describe('classifyHref', () => {
  test.each([
    ['/', 'page'],
    ['/rooms/lounge', 'page'],
    ['/administrators', 'page'],
    ['/admin', 'api'],
    ['/api/media/file/menu.pdf', 'api'],
    ['#faq', 'fragment'],
    ['https://example.org/a', 'elsewhere'],
    ['mailto:hello@example.org', 'elsewhere'],
    ['//evil.example', 'unsafe'],
    ['/\\evil.example', 'unsafe'],
    ['javascript:alert(1)', 'unsafe'],
    ['data:text/html,hi', 'unsafe'],
    ['java\nscript:alert(1)', 'unsafe'],
    ['rooms', 'unsafe'],
    ['', 'unsafe'],
  ])('%j is %s', (href, kind) => {
    expect(classifyHref(href)).toBe(kind);
  });
});
