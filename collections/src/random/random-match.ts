import { validations, type GlobalConfig, type NumberFieldSingleValidation } from 'payload';

import { isModerator } from '../access/is-moderator';
import { groups } from '../admin-groups';
import { inLanguageOf } from '../in-language-of';
import { announceSettings } from '../safety/announce-settings';
import { usualRules } from './usual-rules';

/** One person alone could hold back whomever they like. */
const severalOrNobody: NumberFieldSingleValidation = (value, options) =>
  value === 1
    ? inLanguageOf(options.req, {
        en: 'At least 2 people, or 0 for never.',
        ko: '2명 이상이어야 합니다. 제한하지 않으려면 0으로 둡니다.',
      })
    : validations.number(value, options);

/** How strangers are matched, by which rules, and what is kept of it. */
export const randomMatch: GlobalConfig = {
  slug: 'random-match',
  label: { en: 'Random match', ko: '랜덤 매칭' },
  admin: {
    group: groups.chat,
    description: {
      en: 'How strangers meet one to one, and by which rules. Every change counts at once.',
      ko: '모르는 사람끼리 일대일로 만나는 방법과 규칙입니다. 바꾸면 바로 적용됩니다.',
    },
  },
  access: { read: isModerator, update: isModerator },
  hooks: {
    afterChange: [
      announceSettings('random-match', [
        'isOpen',
        'rules',
        'rulesVersion',
        'minimumAge',
        'recentPartnerMinutes',
        'quietFirstSeconds',
        'holdReporters',
        'holdHours',
        'retentionDays',
      ]),
    ],
  },
  fields: [
    {
      name: 'isOpen',
      type: 'checkbox',
      defaultValue: true,
      label: { en: 'Open', ko: '열림' },
      admin: {
        description: {
          en: 'Off closes the random match at once: nobody is matched, and conversations end.',
          ko: '끄면 바로 닫힙니다. 아무도 매칭되지 않고, 진행 중인 대화도 끝납니다.',
        },
      },
    },
    {
      name: 'rules',
      type: 'textarea',
      localized: true,
      required: true,
      maxLength: 5000,
      defaultValue: ({ locale }) => (locale === 'en' ? usualRules.en : usualRules.ko),
      label: { en: 'Rules', ko: '규칙' },
      admin: {
        rows: 12,
        description: {
          en: 'Shown before the first match, in the reader’s language. Switch between Korean and English at the top.',
          ko: '처음 매칭하기 전에 읽는 사람의 언어로 보여 줍니다. 위쪽에서 한국어와 영어를 바꿔 씁니다.',
        },
      },
    },
    {
      name: 'rulesVersion',
      type: 'text',
      required: true,
      defaultValue: '1',
      maxLength: 40,
      label: { en: 'Version of the rules', ko: '규칙 버전' },
      admin: {
        description: {
          en: 'Change it to ask everybody to agree again.',
          ko: '바꾸면 모두에게 다시 동의를 받습니다.',
        },
      },
    },
    {
      name: 'minimumAge',
      type: 'number',
      required: true,
      defaultValue: 18,
      min: 13,
      max: 99,
      label: { en: 'Minimum age (years)', ko: '최소 나이(세)' },
    },
    {
      name: 'recentPartnerMinutes',
      type: 'number',
      required: true,
      defaultValue: 10,
      min: 0,
      max: 1440, // 1 day
      label: { en: 'Do not meet again for (minutes)', ko: '같은 사람과 다시 만나기까지(분)' },
      admin: {
        description: {
          en: 'The same two people meet again sooner only where nobody else waits.',
          ko: '그 전에는 기다리는 다른 사람이 없을 때만 같은 두 사람이 다시 만납니다.',
        },
      },
    },
    {
      name: 'quietFirstSeconds',
      type: 'number',
      required: true,
      defaultValue: 60,
      min: 0,
      max: 600, // 10 minutes
      label: {
        en: 'No links or files for the first (seconds)',
        ko: '처음에 링크와 파일을 막는 시간(초)',
      },
      admin: { description: { en: '0 for not at all.', ko: '0이면 막지 않습니다.' } },
    },
    {
      name: 'holdReporters',
      type: 'number',
      required: true,
      defaultValue: 3,
      min: 0,
      max: 100,
      validate: severalOrNobody,
      label: { en: 'Hold back when reported by (people)', ko: '자동 제한 기준(신고자 수)' },
      admin: {
        description: {
          en: 'Different people within 24 hours, at least 2. 0 for never.',
          ko: '24시간 안에 서로 다른 사람 몇 명이 신고하면 랜덤 매칭을 제한할지 정합니다. 2 이상이고, 0이면 제한하지 않습니다.',
        },
      },
    },
    {
      name: 'holdHours',
      type: 'number',
      required: true,
      defaultValue: 24,
      min: 1,
      max: 720, // 30 days
      label: { en: 'Hold back for (hours)', ko: '자동 제한 시간(시간)' },
    },
    {
      name: 'retentionDays',
      type: 'number',
      required: true,
      defaultValue: 30,
      min: 1,
      max: 3650, // 10 years
      label: { en: 'Keep conversations for (days)', ko: '대화를 보관하는 기간(일)' },
      admin: {
        description: {
          en: 'Then messages and files are deleted, unless the conversation was reported.',
          ko: '지나면 메시지와 파일을 지웁니다. 신고된 대화는 남깁니다.',
        },
      },
    },
  ],
};
