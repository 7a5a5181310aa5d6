import type { SeededSection } from '../section';

/** @param room the id of the room to show */
export const lobby = (room: string): SeededSection => ({
  key: 'lobby',
  title: { ko: '광장 대화방', en: 'The lobby' },
  content: [
    {
      blockType: 'chatEmbed',
      heading: { ko: '광장에서 먼저 만나요', en: 'Meet in the lobby' },
      text: {
        ko: '처음 온 사람도 오래 있던 사람도 여기서 인사합니다.',
        en: 'Newcomers and regulars alike say hello here.',
      },
      room,
    },
  ],
});
