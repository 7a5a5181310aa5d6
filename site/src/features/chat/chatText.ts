import type { RefusalCode } from '../../apollo/refusal';
import type { Texts } from '../../app/locale';

const refusalsEn: Record<RefusalCode, string> = {
  UNAUTHENTICATED: 'You need to log in first.',
  FORBIDDEN: 'You are not allowed to do this here.',
  NOT_FOUND: 'This no longer exists.',
  BAD_USER_INPUT: 'The server did not accept this.',
  CONFLICT: 'Somebody else was faster.',
  RATE_LIMITED: 'That was a lot at once. It goes on in a moment.',
  PAYLOAD_TOO_LARGE: 'This is too long.',
  COMPLEXITY_LIMIT: 'This is too much at once.',
  UNAVAILABLE: 'This does not work at the moment.',
  RULES_NOT_ACCEPTED: 'You need to accept the rules first.',
  INTERNAL: 'The server made a mistake.',
  UNREACHABLE: 'The server cannot be reached.',
};

/** By `extensions.reason`. */
const reasonsEn: ReadonlyMap<string, string> = new Map([
  ['WORD_FILTER', 'It has a word that is not allowed here.'],
  ['LINK_FILTER', 'It has a link that is not allowed here.'],
  [
    'QUIET_FIRST',
    'In a new random chat, links and files have to wait a little. Send it again later.',
  ],
]);

const reasonsKo: typeof reasonsEn = new Map([
  ['WORD_FILTER', '사용할 수 없는 단어가 있습니다.'],
  ['LINK_FILTER', '허용되지 않는 링크가 있습니다.'],
  [
    'QUIET_FIRST',
    '랜덤 채팅을 시작한 직후에는 링크와 파일을 보낼 수 없습니다. 잠시 뒤에 다시 보내 주세요.',
  ],
]);

/** By the name of the argument at fault. */
const fieldsEn: ReadonlyMap<string, string> = new Map([
  ['text', 'The text is too long, or has characters that cannot be shown.'],
  ['attachmentIds', 'A file cannot be sent any more. Attach it again.'],
  ['replyToId', 'The message you reply to is not there any more.'],
  ['title', 'The title is empty, too long, or has characters that cannot be shown.'],
  ['topic', 'The topic is too long, or has characters that cannot be shown.'],
  ['emoji', 'A reaction is one emoji.'],
  ['interests', 'An interest is too long, or has characters that cannot be shown.'],
]);

const fieldsKo: typeof fieldsEn = new Map([
  ['text', '너무 길거나 표시할 수 없는 문자가 있습니다.'],
  ['attachmentIds', '보낼 수 없게 된 파일이 있습니다. 다시 첨부해 주세요.'],
  ['replyToId', '답장하려는 메시지가 더 이상 없습니다.'],
  ['title', '제목이 비었거나 너무 길거나, 표시할 수 없는 문자가 있습니다.'],
  ['topic', '주제가 너무 길거나 표시할 수 없는 문자가 있습니다.'],
  ['emoji', '반응은 이모지 하나로만 남길 수 있습니다.'],
  ['interests', '너무 길거나 표시할 수 없는 문자가 있는 관심사가 있습니다.'],
]);

const refusalsKo: typeof refusalsEn = {
  UNAUTHENTICATED: '먼저 로그인해 주세요.',
  FORBIDDEN: '이곳에서는 할 수 없는 일입니다.',
  NOT_FOUND: '더 이상 존재하지 않습니다.',
  BAD_USER_INPUT: '서버가 받아들이지 않았습니다.',
  CONFLICT: '다른 사람이 먼저 했습니다.',
  RATE_LIMITED: '한꺼번에 너무 많이 보냈습니다. 잠시 뒤에 이어집니다.',
  PAYLOAD_TOO_LARGE: '내용이 너무 깁니다.',
  COMPLEXITY_LIMIT: '한 번에 너무 많은 요청입니다.',
  UNAVAILABLE: '지금은 사용할 수 없습니다.',
  RULES_NOT_ACCEPTED: '먼저 이용 규칙에 동의해 주세요.',
  INTERNAL: '서버에 문제가 생겼습니다.',
  UNREACHABLE: '서버에 연결할 수 없습니다.',
};

const en = {
  refusals: refusalsEn,
  refusedReasons: reasonsEn,
  refusedFields: fieldsEn,
  tryAgainIn: (duration: string) => `That was a lot at once. Try again in ${duration}.`,
  rooms: {
    title: 'Rooms',
    search: 'Find a room',
    loading: 'Loading the rooms…',
    more: 'Show more rooms',
    empty: { title: 'No rooms yet', text: 'As soon as a room is opened, it appears here.' },
    nothingFound: (search: string) => `No room matches “${search}”.`,
    pick: { title: 'Pick a room', text: 'Public rooms can be read by everybody.' },
    members: (count: number) =>
      count === 1 ? '1 member' : `${count.toLocaleString('en')} members`,
    anonymous: 'Anonymous room',
    private: 'Private room',
    archived: 'Archived',
    deleted: 'Message deleted',
    blocked: 'From somebody you blocked',
    attachment: 'Attachment',
    noMessages: 'Nothing said yet',
  },
  room: {
    back: 'All rooms',
    loading: 'Loading the messages…',
    notFound: {
      title: 'This room does not exist',
      text: 'It may have been closed, or be private.',
    },
    empty: {
      title: 'It is quiet here',
      text: 'Nobody has said anything yet. You could be the first.',
    },
    emptyOver: 'Nobody has said anything here.',
    log: (title: string) => `Messages in ${title}`,
    olderLoading: 'Loading older messages…',
    olderFailed: 'Older messages could not be loaded.',
    newerLoading: 'Loading newer messages…',
    newerFailed: 'Newer messages could not be loaded.',
    beginning: 'This is where the room begins.',
    toNewest: 'To the newest message',
    newMessages: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
    you: 'You',
    announce: (name: string, said: string) => `${name}: ${said}`,
    owner: 'Owner',
    moderator: 'Moderator',
    edited: 'edited',
    deletedMessage: 'This message was deleted.',
    hiddenMessage: 'This message was hidden by a moderator.',
    retry: 'Try again',
  },
  unsent: {
    sending: 'Sending…',
    failed: 'Not sent.',
    retry: 'Send again',
    rewrite: 'Change it',
    discard: 'Discard',
  },
  join: {
    guest: 'Join the conversation:',
    outsider: 'Join this room to write here.',
    outsiderAnonymous: 'Join this room to write here. You get an alias: nobody sees your name.',
    banned: 'You cannot join this room: its moderators have banned you from it.',
    join: 'Join the room',
    busy: 'Joining…',
    archived: 'This room is archived: it can be read, and nobody can write.',
  },
  composer: {
    label: (title: string) => `Message to ${title}`,
    placeholder: 'Write a message',
    hint: 'Enter sends, Shift+Enter begins a new line.',
    send: 'Send',
    count: (used: number, most: number) =>
      `${used.toLocaleString('en')} / ${most.toLocaleString('en')}`,
    tooLong: 'Your message is too long.',
  },
  connection: {
    offline: 'You are offline. What you write is sent when you are back.',
    waiting: 'The connection was lost. Reconnecting…',
    banned: 'This account may not use the chat.',
    crowded:
      'The chat is open in too many tabs or on too many devices. Close some of them; it comes back by itself.',
    paused: 'New messages do not arrive at the moment. Trying again…',
    ended: 'You do not receive new messages from this room any more.',
  },
  preview: {
    open: 'Join the conversation',
    failed: 'The room cannot be shown at the moment.',
  },
};

const ko: typeof en = {
  refusals: refusalsKo,
  refusedReasons: reasonsKo,
  refusedFields: fieldsKo,
  tryAgainIn: (duration) => `한꺼번에 너무 많이 요청했습니다. ${duration} 뒤에 다시 시도해 주세요.`,
  rooms: {
    title: '대화방',
    search: '대화방 찾기',
    loading: '대화방을 불러오는 중…',
    more: '대화방 더 보기',
    empty: { title: '아직 대화방이 없습니다', text: '대화방이 열리면 바로 여기에 나타납니다.' },
    nothingFound: (search) => `‘${search}’에 맞는 대화방이 없습니다.`,
    pick: { title: '대화방을 골라 주세요', text: '공개 대화방은 누구나 읽을 수 있습니다.' },
    members: (count) => `멤버 ${count.toLocaleString('ko')}명`,
    anonymous: '익명 대화방',
    private: '비공개 대화방',
    archived: '보관됨',
    deleted: '삭제된 메시지',
    blocked: '차단한 사람의 메시지',
    attachment: '첨부 파일',
    noMessages: '아직 대화가 없습니다',
  },
  room: {
    back: '대화방 목록',
    loading: '메시지를 불러오는 중…',
    notFound: {
      title: '대화방을 찾을 수 없습니다',
      text: '닫혔거나 비공개 대화방일 수 있습니다.',
    },
    empty: { title: '아직 조용합니다', text: '첫 번째로 말을 걸어 보세요.' },
    emptyOver: '아무도 말을 하지 않았습니다.',
    log: (title) => `${title} 메시지`,
    olderLoading: '이전 메시지를 불러오는 중…',
    olderFailed: '이전 메시지를 불러오지 못했습니다.',
    newerLoading: '다음 메시지를 불러오는 중…',
    newerFailed: '다음 메시지를 불러오지 못했습니다.',
    beginning: '대화방의 시작입니다.',
    toNewest: '최근 메시지로',
    newMessages: (count) => `새 메시지 ${count}개`,
    you: '나',
    announce: (name, said) => `${name}: ${said}`,
    owner: '방장',
    moderator: '운영자',
    edited: '수정됨',
    deletedMessage: '삭제된 메시지입니다.',
    hiddenMessage: '운영자가 가린 메시지입니다.',
    retry: '다시 시도',
  },
  unsent: {
    sending: '보내는 중…',
    failed: '보내지 못했습니다.',
    retry: '다시 보내기',
    rewrite: '고쳐 쓰기',
    discard: '지우기',
  },
  join: {
    guest: '대화에 참여해 보세요.',
    outsider: '대화방에 참여하면 글을 쓸 수 있습니다.',
    outsiderAnonymous:
      '참여하면 글을 쓸 수 있습니다. 별명을 받게 되며 이름은 아무에게도 보이지 않습니다.',
    banned: '운영자가 참여를 막은 대화방이라 들어갈 수 없습니다.',
    join: '대화방 참여하기',
    busy: '참여하는 중…',
    archived: '보관된 대화방입니다. 읽을 수만 있습니다.',
  },
  composer: {
    label: (title) => `${title}에 보낼 메시지`,
    placeholder: '메시지를 입력하세요',
    hint: 'Enter로 보내고, Shift+Enter로 줄을 바꿉니다.',
    send: '보내기',
    count: (used, most) => `${used.toLocaleString('ko')} / ${most.toLocaleString('ko')}`,
    tooLong: '메시지가 너무 깁니다.',
  },
  connection: {
    offline: '오프라인입니다. 작성한 메시지는 다시 연결되면 전송됩니다.',
    waiting: '연결이 끊겼습니다. 다시 연결하는 중…',
    banned: '이 계정은 채팅을 이용할 수 없습니다.',
    crowded:
      '너무 많은 탭이나 기기에서 채팅을 열었습니다. 몇 개를 닫으면 자동으로 다시 연결됩니다.',
    paused: '지금은 새 메시지를 받을 수 없습니다. 다시 시도하는 중…',
    ended: '이 대화방의 새 메시지를 더 이상 받지 않습니다.',
  },
  preview: {
    open: '대화에 참여하기',
    failed: '지금은 대화방을 보여 드릴 수 없습니다.',
  },
};

export const chatText: Texts<typeof en> = { ko, en };
