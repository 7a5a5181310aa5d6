import type { SeededSection } from '../section';

export const faq: SeededSection = {
  key: 'faq',
  title: { ko: '자주 묻는 질문', en: 'Questions and answers' },
  content: [
    {
      blockType: 'faq',
      heading: { ko: '자주 묻는 질문', en: 'Questions people ask' },
      items: [
        {
          question: {
            ko: '가입하지 않아도 볼 수 있나요?',
            en: 'Can I look around without an account?',
          },
          answer: {
            ko: '네. 이 사이트와 공개 대화방의 지난 대화는 누구나 읽을 수 있습니다. 말하려면 가입해야 합니다.',
            en: 'Yes. Anybody can read this site and the public rooms. To talk you need an account.',
          },
        },
        {
          question: {
            ko: '익명 방에서는 정말 아무도 모르나요?',
            en: 'Is an anonymous room really anonymous?',
          },
          answer: {
            ko: '다른 참여자에게는 그 방에서만 쓰는 별명만 보입니다. 계정으로 이어지는 정보는 서버 밖으로 나가지 않습니다. 다만 신고가 들어오면 운영진은 누구인지 확인할 수 있습니다.',
            en: 'Others see an alias that exists in that room only, and nothing that leads to your account leaves the server. When something is reported, though, the moderators can find out who wrote it.',
          },
        },
        {
          question: { ko: '보낸 메시지가 사라질 수 있나요?', en: 'Can a message get lost?' },
          answer: {
            ko: '보냈다는 표시가 뜬 메시지는 이미 저장된 것입니다. 서버가 갑자기 꺼져도 남아 있습니다.',
            en: 'Once a message is shown as sent it is stored, and stays so even if the server is switched off that moment.',
          },
        },
        {
          question: { ko: '불쾌한 사람을 만나면요?', en: 'What if somebody is unpleasant?' },
          answer: {
            ko: '차단하면 서로의 말이 보이지 않고, 신고하면 운영진이 앞뒤 대화와 함께 살펴봅니다.',
            en: 'Block them and you no longer see each other’s messages. Report them and the moderators look at it in its context.',
          },
        },
        {
          question: {
            ko: '제 사이트에 설치하려면 무엇이 필요한가요?',
            en: 'What do I need to run this myself?',
          },
          answer: {
            ko: '컴퓨터 한 대와 Node.js면 됩니다. 명령 하나로 사이트와 관리 화면, 채팅이 함께 켜집니다. 사람이 많아지면 서버를 여러 대로 늘립니다.',
            en: 'One computer with Node.js. A single command starts the site, the panel and the chat together. When the crowd grows, add servers.',
          },
        },
      ],
    },
  ],
};
