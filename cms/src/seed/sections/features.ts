import type { SeededSection } from '../section';

export const features: SeededSection = {
  key: 'features',
  title: { ko: '대화하는 사람에게', en: 'For those who talk' },
  content: [
    {
      blockType: 'features',
      heading: { ko: '대화가 끊기지 않도록', en: 'Conversations that hold' },
      text: {
        ko: '지하철에서 신호가 끊겨도, 새로 고침을 눌러도, 보낸 말은 사라지지 않고 두 번 올라가지도 않습니다.',
        en: 'Lose the signal in a tunnel or hit reload: what you said is neither lost nor posted twice.',
      },
      items: [
        {
          icon: 'chat',
          title: { ko: '주제마다 대화방', en: 'A room for every subject' },
          text: {
            ko: '공개 대화방에 들어가 지난 대화를 읽고 바로 이어서 말할 수 있습니다.',
            en: 'Step into a public room, read what was said, and carry on from there.',
          },
        },
        {
          icon: 'users',
          title: { ko: '이름으로, 또는 익명으로', en: 'By name, or without one' },
          text: {
            ko: '방마다 정합니다. 익명 방에서는 별명만 보이고, 어떤 정보도 계정으로 이어지지 않습니다.',
            en: 'Each room decides. In an anonymous one you are an alias, and nothing leads back to your account.',
          },
        },
        {
          icon: 'pencil',
          title: { ko: '연결이 없어도 쓰기', en: 'Write while offline' },
          text: {
            ko: '신호가 없을 때 적은 말은 기기에 남아 있다가, 이어지는 순간 한 번만 전송됩니다.',
            en: 'What you write without a signal waits on your device, and is sent once as soon as there is one.',
          },
        },
        {
          icon: 'bolt',
          title: { ko: '끊겨도 그 자리부터', en: 'Back where you left off' },
          text: {
            ko: '다시 연결되면 마지막으로 본 메시지 다음부터 순서대로 이어집니다.',
            en: 'After a lost connection you continue with the very next message, in order.',
          },
        },
        {
          icon: 'shield',
          title: { ko: '드러나지 않는 주소', en: 'Your address stays yours' },
          text: {
            ko: '상대에게 주소나 계정 정보는 전해지지 않습니다. 서버 기록에도 주소와 메시지는 남지 않습니다.',
            en: 'Nobody you talk to learns your address or account, and no log holds either an address or a message.',
          },
        },
        {
          icon: 'globe',
          title: { ko: '한국어와 영어', en: 'Korean and English' },
          text: {
            ko: '사이트도 관리 화면도 두 언어를 똑같이 다룹니다.',
            en: 'The site and the panel behind it speak both, and treat them alike.',
          },
        },
      ],
    },
  ],
};
