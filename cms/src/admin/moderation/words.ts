import type { Report } from '@coco-chat/collections';

/** A language of the panel. */
export type Language = 'ko' | 'en';

export const languageOf = ({ language }: { language: string }): Language =>
  language === 'ko' ? 'ko' : 'en';

/** What a moderator may do about a report in one step; `/api/reports/<id>/act` knows the same. */
export type Act = 'hide' | 'mute-hour' | 'mute-day' | 'ban-room' | 'ban' | 'dismiss';

interface ActWords {
  label: string;
  /** Asks before it is done. */
  confirm: string;
}

interface ModerationWords {
  reasons: Record<Report['reason'], string>;
  states: Record<Report['state'], string>;
  inRoom: string;
  participant: string;
  nobody: string;
  deletedAccount: string;
  said: string;
  noText: string;
  hidden: string;
  deleted: string;
  openMessage: string;
  history: string;
  otherReports: (all: number, open: number) => string;
  sanctions: (all: number, active: number) => string;
  whatToDo: string;
  acts: Record<Act, ActWords>;
  done: string;
  failed: string;
  excerpt: string;
  noExcerpt: string;
  reported: string;
  who: {
    ask: string;
    notice: string;
    reason: string;
    submit: string;
    cancel: string;
    answer: string;
    guest: string;
    open: string;
  };
}

export const moderationWords: Record<Language, ModerationWords> = {
  ko: {
    reasons: {
      spam: '스팸',
      harassment: '괴롭힘',
      sexual_content: '성적인 내용',
      hate: '혐오',
      violence: '폭력',
      self_harm: '자해',
      other: '기타',
    },
    states: { open: '접수', resolved: '조치함', dismissed: '기각함' },
    inRoom: '대화방',
    participant: '신고된 사람',
    nobody: '대화방 자체에 대한 신고',
    deletedAccount: '없어진 계정',
    said: '신고된 메시지',
    noText: '글이 없습니다',
    hidden: '숨김',
    deleted: '작성자가 지움',
    openMessage: '메시지 열기',
    history: '이 사람의 이력',
    otherReports: (all, open) => `다른 신고 ${all}건 (처리 전 ${open}건)`,
    sanctions: (all, active) => `제재 ${all}건 (적용 중 ${active}건)`,
    whatToDo: '조치',
    acts: {
      hide: {
        label: '메시지 숨기기',
        confirm: '이 메시지를 모두에게 숨기고 신고를 조치함으로 닫습니다.',
      },
      'mute-hour': {
        label: '1시간 발언 제한',
        confirm: '이 대화방에서 1시간 동안 쓰지 못하게 하고 신고를 닫습니다.',
      },
      'mute-day': {
        label: '24시간 발언 제한',
        confirm: '이 대화방에서 24시간 동안 쓰지 못하게 하고 신고를 닫습니다.',
      },
      'ban-room': {
        label: '방에서 내보내기',
        confirm: '이 대화방에 다시 들어오지 못하게 하고 신고를 닫습니다.',
      },
      ban: {
        label: '모든 곳에서 차단',
        confirm:
          '계정을 모든 대화방에서 차단하고 신고를 닫습니다. 제재 목록에 계정이 나타나므로 작성자 확인으로 기록됩니다.',
      },
      dismiss: { label: '기각', confirm: '아무 조치 없이 신고를 닫습니다.' },
    },
    done: '처리했습니다.',
    failed: '처리하지 못했습니다.',
    excerpt: '앞뒤 대화',
    noExcerpt: '남아 있는 대화가 없습니다.',
    reported: '신고됨',
    who: {
      ask: '작성자 확인',
      notice: '누가 누구를 왜 확인했는지 감사 기록에 남습니다.',
      reason: '확인하는 이유',
      submit: '기록하고 확인',
      cancel: '취소',
      answer: '이 사람은',
      guest: '게스트',
      open: '계정 열기',
    },
  },
  en: {
    reasons: {
      spam: 'Spam',
      harassment: 'Harassment',
      sexual_content: 'Sexual content',
      hate: 'Hate',
      violence: 'Violence',
      self_harm: 'Self-harm',
      other: 'Other',
    },
    states: { open: 'Open', resolved: 'Resolved', dismissed: 'Dismissed' },
    inRoom: 'Room',
    participant: 'Reported person',
    nobody: 'A report of the room itself',
    deletedAccount: 'Deleted account',
    said: 'Reported message',
    noText: 'No text',
    hidden: 'Hidden',
    deleted: 'Deleted by its author',
    openMessage: 'Open the message',
    history: 'History of this person',
    otherReports: (all, open) => `${all} other ${all === 1 ? 'report' : 'reports'} (${open} open)`,
    sanctions: (all, active) =>
      `${all} ${all === 1 ? 'sanction' : 'sanctions'} (${active} in force)`,
    whatToDo: 'What to do',
    acts: {
      hide: {
        label: 'Hide the message',
        confirm: 'The message is hidden from everybody, and the report closed as resolved.',
      },
      'mute-hour': {
        label: 'Mute for 1 hour',
        confirm: 'They cannot write in this room for an hour, and the report is closed.',
      },
      'mute-day': {
        label: 'Mute for 24 hours',
        confirm: 'They cannot write in this room for 24 hours, and the report is closed.',
      },
      'ban-room': {
        label: 'Ban from the room',
        confirm: 'They cannot come into this room again, and the report is closed.',
      },
      ban: {
        label: 'Ban everywhere',
        confirm:
          'The account is banned from every room, and the report closed. The list of sanctions then names the account, so this is recorded as a look-up.',
      },
      dismiss: { label: 'Dismiss', confirm: 'The report is closed, and nothing else happens.' },
    },
    done: 'Done.',
    failed: 'That did not work.',
    excerpt: 'What was said around it',
    noExcerpt: 'Nothing was kept.',
    reported: 'Reported',
    who: {
      ask: 'Who is this?',
      notice: 'The audit log will record who looked, at whom, and why.',
      reason: 'Why do you need to know?',
      submit: 'Record and show',
      cancel: 'Cancel',
      answer: 'This is',
      guest: 'guest',
      open: 'Open the account',
    },
  },
};
