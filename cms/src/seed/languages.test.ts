import { expect, test } from '@jest/globals';

import { inLanguage, withRowIds, type InBothLanguages } from './languages';

interface Section {
  heading: string;
  room: string;
  items: { title: string; href: string }[];
}

const section: InBothLanguages<Section> = {
  heading: { ko: '광장', en: 'Lobby' },
  room: 'id-1',
  items: [{ title: { ko: '가기', en: 'Go' }, href: '/rooms' }],
};

test('a document in one language keeps what has no language', () => {
  expect(inLanguage<Section>(section, 'ko')).toEqual({
    heading: '광장',
    room: 'id-1',
    items: [{ title: '가기', href: '/rooms' }],
  });
  expect(inLanguage<Section>(section, 'en').items).toEqual([{ title: 'Go', href: '/rooms' }]);
});

test('rows get the ids of the stored rows, so that a second language is theirs', () => {
  const stored = {
    id: 'doc',
    heading: '광장',
    items: [{ id: 'row', title: '가기', href: '/rooms' }],
  };
  expect(
    withRowIds({ heading: 'Lobby', items: [{ title: 'Go', href: '/rooms' }] }, stored),
  ).toEqual({ id: 'doc', heading: 'Lobby', items: [{ id: 'row', title: 'Go', href: '/rooms' }] });
});
