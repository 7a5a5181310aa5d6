/** A fenced block of a page. */
export interface Block {
  language: string;
  /** What stands behind the language: `cms`, `chat as=mina`. */
  attributes: readonly string[];
  text: string;
  /** Where it begins in the page. */
  line: number;
}

const fence = /^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm;

export const blocksOf = (page: string): Block[] =>
  [...page.matchAll(fence)].map(({ 1: language = '', 2: rest = '', 3: text = '', index }) => ({
    language,
    attributes: rest.split(' ').filter(Boolean),
    text,
    line: page.slice(0, index).split('\n').length,
  }));

export const attributeOf = ({ attributes }: Block, name: string): string | undefined =>
  attributes.find((attribute) => attribute.startsWith(`${name}=`))?.slice(name.length + 1);
