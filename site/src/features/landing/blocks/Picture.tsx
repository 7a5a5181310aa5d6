import { apiUrl } from '../../../api/address';
import type { PictureFragment } from '../../../apollo/generated/cms';

interface PictureProps {
  picture: PictureFragment;
  /** How wide it is shown, as in the HTML attribute `sizes`. */
  sizes: string;
  isFirst?: boolean;
}

/** An uploaded image, in the smallest of its sizes that is large enough. */
export function Picture({ picture, sizes, isFirst = false }: PictureProps) {
  if (!picture.url) return null;
  const candidates = [picture.sizes?.card, picture.sizes?.wide, picture].flatMap((candidate) =>
    candidate?.url && candidate.width ? [`${apiUrl(candidate.url)} ${candidate.width}w`] : [],
  );
  return (
    <img
      src={apiUrl(picture.url)}
      srcSet={candidates.length > 1 ? candidates.join(', ') : undefined}
      sizes={sizes}
      alt={picture.alt ?? ''}
      width={picture.width ?? undefined}
      height={picture.height ?? undefined}
      loading={isFirst ? 'eager' : 'lazy'}
      fetchPriority={isFirst ? 'high' : 'auto'}
      decoding="async"
    />
  );
}
