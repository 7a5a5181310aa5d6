import { randomInt } from 'node:crypto';

export interface AliasWords {
  qualities: readonly string[];
  animals: readonly string[];
}

const english: AliasWords = {
  qualities: [
    ...[
      'Amber',
      'Azure',
      'Bold',
      'Brave',
      'Bright',
      'Calm',
      'Clever',
      'Coral',
      'Cosmic',
      'Curious',
    ],
    ...['Dapper', 'Eager', 'Emerald', 'Gentle', 'Golden', 'Happy', 'Humble', 'Indigo', 'Ivory'],
    ...['Jade', 'Jolly', 'Keen', 'Kind', 'Lively', 'Lucky', 'Mellow', 'Merry', 'Mint', 'Noble'],
    ...[
      'Patient',
      'Plucky',
      'Polite',
      'Quick',
      'Quiet',
      'Rosy',
      'Ruby',
      'Silver',
      'Snowy',
      'Sunny',
    ],
    ...['Swift', 'Teal', 'Velvet', 'Violet', 'Warm', 'Witty'],
  ],
  animals: [
    ...['Badger', 'Bear', 'Beaver', 'Cat', 'Crane', 'Deer', 'Dolphin', 'Dove', 'Eagle', 'Falcon'],
    ...[
      'Finch',
      'Fox',
      'Hare',
      'Heron',
      'Jay',
      'Koala',
      'Lark',
      'Lynx',
      'Magpie',
      'Marten',
      'Mole',
    ],
    ...['Moose', 'Newt', 'Orca', 'Otter', 'Owl', 'Panda', 'Puffin', 'Quail', 'Rabbit', 'Raven'],
    ...['Robin', 'Seal', 'Sparrow', 'Stoat', 'Swan', 'Tapir', 'Tiger', 'Turtle', 'Whale', 'Wren'],
  ],
};

const korean: AliasWords = {
  qualities: [
    ...[
      '고요한',
      '귀여운',
      '기쁜',
      '기운찬',
      '느긋한',
      '다정한',
      '단단한',
      '따뜻한',
      '맑은',
      '명랑한',
    ],
    ...[
      '믿음직한',
      '반가운',
      '반짝이는',
      '밝은',
      '부지런한',
      '빠른',
      '사려 깊은',
      '상냥한',
      '새로운',
    ],
    ...[
      '수줍은',
      '슬기로운',
      '시원한',
      '신나는',
      '싱그러운',
      '씩씩한',
      '영리한',
      '온화한',
      '용감한',
    ],
    ...['유쾌한', '은은한', '의젓한', '잔잔한', '재빠른', '조용한', '즐거운', '차분한', '친절한'],
    ...['포근한', '푸른', '행복한', '호기심 많은', '활기찬', '훈훈한', '힘찬'],
  ],
  animals: [
    ...[
      '강아지',
      '거북',
      '고래',
      '고슴도치',
      '고양이',
      '곰',
      '기린',
      '까치',
      '나비',
      '너구리',
      '노루',
    ],
    ...[
      '다람쥐',
      '돌고래',
      '두루미',
      '두더지',
      '모래무지',
      '물개',
      '백조',
      '부엉이',
      '비둘기',
      '사슴',
    ],
    ...[
      '사자',
      '산토끼',
      '수달',
      '순록',
      '여우',
      '오리',
      '올빼미',
      '제비',
      '참새',
      '청설모',
      '치타',
    ],
    ...['코끼리', '코알라', '토끼', '판다', '펭귄', '표범', '호랑이', '황새'],
  ],
};

const pick = (words: readonly string[]): string => words[randomInt(words.length)] ?? '';

/**
 * Names to choose from for somebody in an anonymous room, such as "Quiet Otter 407" or
 * "조용한 수달 407".
 *
 * @param attempt how often all the names offered before were taken: the numbers get longer with it, so
 *   that there is a free name however many people the room has
 */
export function aliasesToOffer(
  locale: string,
  attempt = 0,
  { animals, qualities }: AliasWords = locale === 'ko' ? korean : english,
): string[] {
  const lowest = 10 ** (2 + attempt);
  return Array.from(
    { length: offered },
    () => `${pick(qualities)} ${pick(animals)} ${randomInt(lowest, 10 * lowest)}`,
  );
}

/** How many names are offered at a time. */
const offered = 5;
