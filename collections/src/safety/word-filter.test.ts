import { describe, expect, test } from '@jest/globals';

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
