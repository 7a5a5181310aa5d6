import type { Language } from '../moderation/words';

interface RandomWords {
  figures: string;
  waiting: string;
  active: string;
  matchedToday: string;
  medianWait: string;
  unknown: string;
  /** A length of time, for people; in milliseconds. */
  duration: (ms: number) => string;
  session: string;
  states: { active: string; ended: string };
  activeText: string;
  end: string;
  endConfirm: string;
  ended: string;
  failed: string;
  deletedAccount: string;
  holds: { lasting: string; over: string; released: string };
}

/** Seconds to a tenth below ten, then whole ones, then minutes with them. */
function inParts(ms: number): { minutes: number; seconds: number } {
  const exact = ms / 1000;
  if (exact < 9.95) return { minutes: 0, seconds: Math.round(exact * 10) / 10 };
  const whole = Math.round(exact);
  return { minutes: Math.floor(whole / 60), seconds: whole % 60 };
}

export const randomWords: Record<Language, RandomWords> = {
  ko: {
    figures: '지금의 랜덤 매칭',
    waiting: '기다리는 사람',
    active: '진행 중인 대화',
    matchedToday: '오늘의 매칭',
    medianWait: '오늘 기다린 시간(중앙값)',
    unknown: '알 수 없음',
    duration(ms) {
      const { minutes, seconds } = inParts(ms);
      return minutes > 0 ? `${minutes}분 ${seconds}초` : `${seconds}초`;
    },
    session: '랜덤 대화',
    states: { active: '진행 중', ended: '끝남' },
    activeText: '두 사람이 지금 이야기하고 있습니다. 끝내면 두 사람 모두 바로 나가게 됩니다.',
    end: '이 대화 끝내기',
    endConfirm:
      '두 사람 모두에게 중재자가 끝냈다고 알리고 대화를 닫습니다. 되돌릴 수 없으며 감사 기록에 남습니다.',
    ended: '대화를 끝냈습니다.',
    failed: '끝내지 못했습니다.',
    deletedAccount: '없어진 계정',
    holds: { lasting: '제한 중', over: '기한 지남', released: '해제됨' },
  },
  en: {
    figures: 'The random match now',
    waiting: 'People waiting',
    active: 'Conversations going on',
    matchedToday: 'Matches today',
    medianWait: 'Wait today (median)',
    unknown: 'Not known',
    duration(ms) {
      const { minutes, seconds } = inParts(ms);
      return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
    },
    session: 'Random session',
    states: { active: 'Active', ended: 'Ended' },
    activeText: 'Two people are talking now. Ending it sends both of them out at once.',
    end: 'End this conversation',
    endConfirm:
      'Both are told that a moderator ended it, and the conversation is closed. This cannot be undone, and the audit log records it.',
    ended: 'The conversation has ended.',
    failed: 'That did not work.',
    deletedAccount: 'Deleted account',
    holds: { lasting: 'Held back', over: 'Ran out', released: 'Released' },
  },
};
