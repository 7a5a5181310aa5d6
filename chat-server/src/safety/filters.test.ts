import { describe, expect, test } from '@jest/globals';

import { LinkFilter } from './link-filter';
import { WordFilter } from './word-filter';

const filter = new WordFilter(
  [
    'badword',
    'Shit',
    'ass',
    '바보',
    '시발',
    '개새끼',
    'ㅅㅂ',
    '나가 죽어',
    '18놈',
    'puta madre',
    'дурак',
  ],
  ['scunthorpe', 'shitake', '시발점'],
);

describe('the word filter', () => {
  test.each([
    'badword',
    'BadWord!',
    'mybadwords',
    'bad word',
    'b a d w o r d',
    'b.a.d.w.o.r.d',
    'b-a-d-w-o-r-d',
    'b\u200badword',
    'b\u00adad\u2060word',
    'ｂａｄｗｏｒｄ',
    'bаdwоrd', // Cyrillic а and о
    'b4dw0rd',
    'báḍwörd',
    '𝓫𝓪𝓭𝔀𝓸𝓻𝓭',
    'baaaadwoooord',
    'oh sh!t',
    'shiiiit',
    's h i t',
    'ass',
    'you ASS.',
    'a$$',
    '바보',
    '너는바보야',
    '바 보',
    '바.보',
    '바1보',
    '바\u200b보',
    '바보'.normalize('NFD'),
    'ㅂㅏㅂㅗ',
    '바ㅂㅗ',
    '시발',
    '시바ㄹ 뭐야',
    '개 새 끼',
    '개 새끼',
    '아 ㅅㅂ',
    'ㅅ ㅂ',
    '나가  죽어라',
    '나가죽어',
    '18놈',
    'Puta-Madre',
    'ДУРАК',
  ])('catches %p', (text) => {
    expect(filter.catches(text)).toBe(true);
  });

  test.each([
    'hello',
    'a class of assets',
    'this hit',
    'push it',
    'shitake mushrooms',
    'Scunthorpe',
    '다시 발표합니다',
    '시발점에서 출발',
    '바다 보기',
    '안녕하세요 ㅋㅋㅋㅋ',
    '👩‍👩‍👧‍👦 가족',
    '',
  ])('lets %p through', (text) => {
    expect(filter.catches(text)).toBe(false);
  });

  test('an empty list catches nothing, and neither do entries without a letter', () => {
    expect(new WordFilter([], []).catches('badword')).toBe(false);
    expect(new WordFilter(['', ' ', '...'], ['', '-']).catches('... any text')).toBe(false);
  });

  test('is quick with a long text and a long list', () => {
    const words = Array.from({ length: 1_000 }, (_, index) => `forbidden${index}x`);
    const text = 'a 가 1 . '.repeat(500).slice(0, 4_000);
    const large = new WordFilter(words, []);
    const start = performance.now();
    expect(large.catches(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

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
