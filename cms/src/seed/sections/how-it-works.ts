import { heading, paragraph, richText, steps } from '../rich-text';
import type { SeededSection } from '../section';

export const howItWorks: SeededSection = {
  key: 'how-it-works',
  title: { ko: '쓰는 방법', en: 'How it works' },
  content: [
    {
      blockType: 'richText',
      content: {
        ko: richText(
          heading('처음이라면 이렇게'),
          paragraph(
            '가입은 이메일과 비밀번호면 됩니다. 둘러보기만 한다면 가입하지 않아도 괜찮습니다.',
          ),
          steps(
            '대화방 목록에서 마음에 드는 방을 고릅니다. 지난 대화는 누구나 읽을 수 있습니다.',
            '말하고 싶어지면 가입하고 방에 들어갑니다.',
            '메시지를 보냅니다. 연결이 끊기면 기다렸다가 알아서 다시 보내고, 같은 말을 두 번 올리지 않습니다.',
          ),
        ),
        en: richText(
          heading('Your first visit'),
          paragraph(
            'An e-mail address and a password are all it takes to sign up. To look around you need neither.',
          ),
          steps(
            'Pick a room from the list. Anybody may read what was said in it.',
            'When you have something to say, sign up and join.',
            'Send your message. Should the connection fail, it waits and goes out by itself, and never twice.',
          ),
        ),
      },
    },
  ],
};
