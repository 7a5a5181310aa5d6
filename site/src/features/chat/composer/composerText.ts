import type { Texts } from '../../../app/locale';

const en = {
  replyTo: (name: string) => `Reply to ${name}`,
  cancelReply: 'Do not reply to this message',
  people: 'People to mention',
  peopleFound: (count: number) =>
    count === 1 ? '1 person found' : `${count} people found, choose with the arrow keys`,
  waitSlow: (seconds: number) =>
    `Slow mode: you can write again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  waitLimited: (seconds: number) =>
    `That was a lot at once. It goes on in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  muted: (until: string) => `You are muted here until ${until}. You can read on.`,
};

const ko: typeof en = {
  replyTo: (name) => `${name} 님에게 답장`,
  cancelReply: '답장 취소',
  people: '언급할 사람',
  peopleFound: (count) => `${count}명을 찾았습니다. 방향키로 고르세요.`,
  waitSlow: (seconds) => `슬로 모드: ${seconds}초 뒤에 다시 쓸 수 있습니다.`,
  waitLimited: (seconds) => `한꺼번에 너무 많이 보냈습니다. ${seconds}초 뒤에 이어집니다.`,
  muted: (until) => `${until}까지 이 대화방에 글을 쓸 수 없습니다. 읽을 수는 있습니다.`,
};

export const composerText: Texts<typeof en> = { ko, en };
