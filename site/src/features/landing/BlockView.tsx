import type { Block } from './blocks/types';
import { CallToAction } from './blocks/CallToAction';
import { ChatEmbed } from './blocks/ChatEmbed';
import { Faq } from './blocks/Faq';
import { Features } from './blocks/Features';
import { Gallery } from './blocks/Gallery';
import { Hero } from './blocks/Hero';
import { RichText } from './blocks/RichText';
import { Stats } from './blocks/Stats';

export type HeadingLevel = 1 | 2;

export function BlockView({ block, level }: { block: Block; level: HeadingLevel }) {
  switch (block.__typename) {
    case 'HeroBlock':
      return <Hero block={block} level={level} />;
    case 'FeaturesBlock':
      return <Features block={block} level={level} />;
    case 'StatsBlock':
      return <Stats block={block} level={level} />;
    case 'FaqBlock':
      return <Faq block={block} level={level} />;
    case 'CallToActionBlock':
      return <CallToAction block={block} level={level} />;
    case 'GalleryBlock':
      return <Gallery block={block} level={level} />;
    case 'RichTextBlock':
      return <RichText block={block} />;
    case 'ChatEmbedBlock':
      return <ChatEmbed block={block} level={level} />;
  }
}
