import type { Block } from 'payload';

import { heading, text } from '../localized-text';
import { actions } from './actions';

export const callToAction: Block = {
  slug: 'callToAction',
  interfaceName: 'CallToActionBlock',
  labels: {
    singular: { en: 'Call to action', ko: '행동 유도' },
    plural: { en: 'Calls to action', ko: '행동 유도' },
  },
  fields: [heading, text, actions],
};
