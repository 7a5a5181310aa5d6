import type { Texts } from '../../app/locale';

const en = {
  title: 'Insights',
  lead: 'How things stand here. Figures marked live are counted by the server; the others are kept by the editors.',
  live: 'Live',
  side: 'Side by side',
  sideIn: (unit: string) => `Side by side, in ${unit}`,
  loading: 'Loading the figures…',
  empty: {
    title: 'No figures yet',
    text: 'As soon as an editor adds the first one, it appears here.',
  },
};

const ko: typeof en = {
  title: '인사이트',
  lead: '지금 이곳의 모습입니다. 실시간 표시가 있는 값은 서버가 직접 세고, 나머지는 편집자가 관리합니다.',
  live: '실시간',
  side: '나란히 보기',
  sideIn: (unit) => `나란히 보기 (단위: ${unit})`,
  loading: '지표를 불러오는 중…',
  empty: {
    title: '아직 지표가 없습니다',
    text: '편집자가 첫 지표를 추가하면 바로 여기에 나타납니다.',
  },
};

export const insightsText: Texts<typeof en> = { ko, en };
