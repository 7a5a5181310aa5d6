/** A node of Lexical's serialized editor state, with what the nodes of Payload's editor carry. */
export interface LexicalNode {
  readonly type: string;
  readonly children?: readonly LexicalNode[];
  readonly text?: string;
  /** Of a text: a bit for each of `formats`. (A word in other nodes: the alignment.) */
  readonly format?: number | string;
  readonly tag?: string;
  readonly listType?: string;
  readonly start?: number;
  readonly fields?: { readonly url?: string };
  readonly value?: {
    readonly url?: string;
    readonly alt?: string;
    readonly width?: number;
    readonly height?: number;
  };
}

// The bits of `TextNode.format`: lexical/src/LexicalConstants.ts.
const formats = [
  [1, 'strong'],
  [2, 'em'],
  [4, 's'],
  [8, 'u'],
  [16, 'code'],
  [32, 'sub'],
  [64, 'sup'],
] as const;

export type TextFormat = (typeof formats)[number][1];

/** The elements a text stands in, innermost first. */
export function textFormats({ format }: LexicalNode): TextFormat[] {
  if (typeof format !== 'number') return [];
  return formats.filter(([bit]) => format & bit).map(([, tag]) => tag);
}

/** The top nodes of a stored document; none where it is empty or no document at all. */
export function rootOf(content: unknown): readonly LexicalNode[] {
  const root = (content as { root?: LexicalNode } | null | undefined)?.root;
  return root ? childrenOf(root) : [];
}

export function childrenOf(node: LexicalNode): readonly LexicalNode[] {
  return Array.isArray(node.children) ? (node.children as readonly LexicalNode[]) : [];
}
