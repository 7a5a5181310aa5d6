import type { Texts } from '../../../app/locale';

const en = {
  title: 'Search this room',
  open: 'Search',
  close: 'Close the search',
  field: 'Words to look for',
  hint: 'Find what was said here.',
  searching: 'Searching…',
  none: (search: string) => `Nothing here says “${search}”.`,
  found: (count: number, hasMore: boolean) =>
    `${hasMore ? 'More than ' : ''}${count} ${count === 1 ? 'message' : 'messages'} found`,
  more: 'Show more',
};

const ko: typeof en = {
  title: '대화 검색',
  open: '검색',
  close: '검색 닫기',
  field: '찾을 말',
  hint: '이 대화방에서 나눈 말을 찾아보세요.',
  searching: '찾는 중…',
  none: (search) => `‘${search}’이(가) 들어간 메시지가 없습니다.`,
  found: (count, hasMore) => `메시지 ${count}개${hasMore ? ' 이상' : ''}를 찾았습니다`,
  more: '더 보기',
};

export const searchText: Texts<typeof en> = { ko, en };
