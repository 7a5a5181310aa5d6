import type { Words } from '../in-language-of';
import type { Report } from '../payload-types';

/** Why somebody reports something. */
export const reportReasons: Record<Report['reason'], Words> = {
  spam: { en: 'Spam', ko: '스팸' },
  harassment: { en: 'Harassment', ko: '괴롭힘' },
  sexual_content: { en: 'Sexual content', ko: '성적인 내용' },
  hate: { en: 'Hate', ko: '혐오' },
  violence: { en: 'Violence', ko: '폭력' },
  self_harm: { en: 'Self-harm', ko: '자해' },
  other: { en: 'Other', ko: '기타' },
};
