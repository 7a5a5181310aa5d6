import type { GlobalConfig } from 'payload';

import { isModerator } from '../access/is-moderator';
import { groups } from '../admin-groups';
import { announceSettings } from './announce-settings';

/** What the chat refuses to post, anywhere. */
export const chatFilters: GlobalConfig = {
  slug: 'chat-filters',
  label: { en: 'Word and link filter', ko: '단어·링크 필터' },
  admin: {
    group: groups.safety,
    description: {
      en: 'A message that one of these catches is refused, and its author is told why.',
      ko: '여기에 걸린 메시지는 보낼 수 없고, 쓴 사람에게 이유를 알려 줍니다.',
    },
  },
  access: { read: isModerator, update: isModerator },
  hooks: {
    afterChange: [announceSettings('chat-filters', ['words', 'allowedWords', 'links', 'domains'])],
  },
  fields: [
    {
      name: 'words',
      type: 'text',
      hasMany: true,
      label: { en: 'Words that are refused', ko: '막을 단어' },
      admin: {
        description: {
          en: 'Found however they are written: b.a.d, bаd, ｂａｄ. Latin words of up to 3 letters are found as whole words, longer ones within words too.',
          ko: '띄어 쓰거나 기호를 섞거나 비슷한 글자로 써도 찾습니다(바 보, 바1보, ㅂㅏㅂㅗ). 한글은 단어 안에서도 찾습니다.',
        },
      },
    },
    {
      name: 'allowedWords',
      type: 'text',
      hasMany: true,
      label: { en: 'Words that are allowed all the same', ko: '예외로 허용할 단어' },
    },
    {
      name: 'links',
      type: 'select',
      required: true,
      defaultValue: 'all',
      label: { en: 'Links', ko: '링크' },
      options: [
        {
          value: 'all',
          label: { en: 'Allowed, but for the domains below', ko: '아래 도메인 말고는 허용' },
        },
        { value: 'listed', label: { en: 'Only to the domains below', ko: '아래 도메인만 허용' } },
        { value: 'none', label: { en: 'Refused', ko: '모두 막기' } },
      ],
    },
    {
      name: 'domains',
      type: 'text',
      hasMany: true,
      label: { en: 'Domains', ko: '도메인' },
      admin: {
        description: {
          en: 'Such as example.com; its subdomains are meant too.',
          ko: 'example.com처럼 적습니다. 하위 도메인도 포함합니다.',
        },
      },
    },
  ],
};
