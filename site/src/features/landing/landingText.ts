import type { Texts } from '../../app/locale';

const en = {
  loading: 'Loading the page…',
  empty: {
    title: 'Nothing is published yet',
    text: 'As soon as an editor publishes the first section, it appears here.',
  },
  live: 'live',
  allInsights: 'All figures',
};

const ko: typeof en = {
  loading: '페이지를 불러오는 중…',
  empty: {
    title: '아직 게시된 내용이 없습니다',
    text: '편집자가 첫 섹션을 게시하면 바로 여기에 나타납니다.',
  },
  live: '실시간',
  allInsights: '지표 모두 보기',
};

export const landingText: Texts<typeof en> = { ko, en };
