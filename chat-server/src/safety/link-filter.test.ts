import { describe, expect, test } from '@jest/globals';

import { LinkFilter } from './link-filter';

describe('the link filter', () => {
  const evil = [
    'http://evil.example.com/path',
    'HTTPS://EVIL.EXAMPLE.COM',
    'look at evil.example.com now',
    'example.com',
    'example.com으로 오세요',
    'ｅｘａｍｐｌｅ．ｃｏｍ',
    'example。com',
    'exam\u200bple.com',
    '//example.com/x',
    'https://user@example.com/',
    'https://example.com.',
  ];
  const fine = ['https://coco.example.org', 'notexample.com', 'example.com.evil.net'];

  test.each(evil)('knows a domain in %p', (text) => {
    expect(new LinkFilter('all', ['example.com']).catches(text)).toBe(true);
    expect(new LinkFilter('listed', ['https://Example.com/']).catches(text)).toBe(false);
    expect(new LinkFilter('none', []).catches(text)).toBe(true);
  });

  test('knows a domain that a Korean word runs into', () => {
    expect(new LinkFilter('all', ['example.com']).catches('여기example.com/x')).toBe(true);
  });

  test.each(fine)('does not take %p for it', (text) => {
    expect(new LinkFilter('all', ['example.com']).catches(text)).toBe(false);
    expect(new LinkFilter('listed', ['*.example.com']).catches(text)).toBe(true);
  });

  test.each(['no links', '버전 1.2.3', '끝났다.이제 가자', 'a.b', '오후 3.5시', 'mail: me@home'])(
    'finds none in %p',
    (text) => {
      expect(new LinkFilter('none', []).catches(text)).toBe(false);
    },
  );

  test('knows a domain in other letters', () => {
    const filter = new LinkFilter('all', ['한국.kr']);
    expect(filter.catches('https://한국.kr/x')).toBe(true);
    expect(filter.catches('https://xn--3e0b707e.kr')).toBe(true);
  });
});
