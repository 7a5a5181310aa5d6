import { createElement, type ReactNode } from 'react';
import { apiUrl } from '../../../api/address';
import { SmartLink } from '../../../ui/SmartLink';
import { childrenOf, rootOf, textFormats, type LexicalNode } from './lexicalNode';

/**
 * Renders what Payload's rich-text editor stores, as React elements and never as HTML. Written for the nodes
 * that editor has: Payload's own renderer brings more code than the rest of the landing page.
 */
export function LexicalContent({ content }: { content: unknown }) {
  return <Nodes of={rootOf(content)} />;
}

function Nodes({ of: nodes }: { of: readonly LexicalNode[] }): ReactNode {
  return nodes.map((node, index) => <Node key={index} node={node} />);
}

function Node({ node }: { node: LexicalNode }): ReactNode {
  const children = <Nodes of={childrenOf(node)} />;
  switch (node.type) {
    case 'text':
      return <Text node={node} />;
    case 'linebreak':
      return <br />;
    case 'tab':
      return '\t';
    case 'paragraph':
      return <p>{children}</p>;
    case 'heading':
      return createElement(headingTag(node.tag), null, children);
    case 'quote':
      return <blockquote>{children}</blockquote>;
    case 'list':
      return node.listType === 'number' ? (
        <ol start={node.start}>{children}</ol>
      ) : (
        <ul>{children}</ul>
      );
    case 'listitem':
      return <li>{children}</li>;
    case 'link':
    case 'autolink':
      return <SmartLink href={node.fields?.url ?? ''}>{children}</SmartLink>;
    case 'horizontalrule':
      return <hr />;
    case 'upload':
      return node.value?.url ? (
        <img
          src={apiUrl(node.value.url)}
          alt={node.value.alt ?? ''}
          width={node.value.width}
          height={node.value.height}
          loading="lazy"
        />
      ) : null;
    default:
      return children;
  }
}

function Text({ node }: { node: LexicalNode }): ReactNode {
  return textFormats(node).reduce<ReactNode>((inner, Tag) => <Tag>{inner}</Tag>, node.text ?? '');
}

/** The main heading (`h1`) is that of the page's first block. */
function headingTag(tag: string | undefined) {
  return tag === 'h3' || tag === 'h4' || tag === 'h5' || tag === 'h6' ? tag : 'h2';
}
