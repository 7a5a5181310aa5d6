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
            ko: '다른 참여자에게는 그 방에서만 쓰는 별명만 보입니다. 계정으로 이어지는 정보는 서버 밖으로 나가지 않습니다. 다만 운영진은 누구인지 확인할 수 있습니다.',
            en: 'Others see an alias that exists in that room only, and nothing that leads to your account leaves the server. The moderators, though, can see who wrote it.',
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
          question: { ko: '운영진은 무엇을 볼 수 있나요?', en: 'What can the moderators see?' },
          answer: {
            ko: '모든 대화방의 메시지와 쓴 사람을 볼 수 있습니다. 접속 주소는 볼 수 없고, 누구에게 운영 권한을 주었는지는 기록에 남습니다.',
            en: 'The messages of every room and who wrote them, and no addresses. Who was made a moderator, and by whom, is on record.',
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
