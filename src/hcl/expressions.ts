import { type Lexer, type Token, is, isDigit, unexpected } from './lexer.ts';
import { SyntaxFault } from './source.ts';
import type { BinaryOperator, Expression, ForExpression, ObjectExpression } from './syntax.ts';
import { heredocTemplate, quotedTemplate } from './templates.ts';

/** How deep expressions may nest, and how long a chain such as `a.b.c` or `a + b + c` may be: a guard for the stack. */
const maximumDepth = 200;
const maximumChain = 1000;

const precedence: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

const keywords: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** A recursive-descent parser of expressions over one lexer. */
export class ExpressionParser {
  readonly lexer: Lexer;
  /** Inside parentheses, brackets and `${ }` an expression may run on over the ends of lines. */
  #linesMatter = true;
  #depth = 0;

  constructor(lexer: Lexer) {
    this.lexer = lexer;
  }

  /** Reads one expression. Throws SyntaxFault. */
  expression(): Expression {
    return this.deeper(() => {
      const condition = this.#binary(1);
      if (!this.#continuesWith('?')) return condition;
      this.lexer.next();
      const whenTrue = this.expression();
      this.expect(':');
      return { kind: 'conditional', at: condition.at, condition, whenTrue, whenFalse: this.expression() };
    });
  }

  /** Reads with `read` where the ends of lines do not matter, as between parentheses. */
  acrossLines<Result>(read: () => Result): Result {
    return this.#withLines(false, read);
  }

  /** Runs `read` one level deeper, and refuses what nests too deeply. */
  deeper<Result>(read: () => Result): Result {
    if (++this.#depth > maximumDepth) throw new SyntaxFault('Nested too deeply', this.lexer.peek().at);
    const result = read();
    this.#depth--;
    return result;
  }

  expect(punctuation: string): Token {
    const token = this.lexer.next();
    if (!is(token, punctuation)) throw unexpected(token, `"${punctuation}"`);
    return token;
  }

  /** Consumes the punctuation if it comes next. */
  accept(punctuation: string): boolean {
    if (!is(this.lexer.peek(), punctuation)) return false;
    this.lexer.next();
    return true;
  }

  identifier(): Token {
    const token = this.lexer.next();
    if (token.kind !== 'identifier') throw unexpected(token, 'a name');
    return token;
  }

  /** `k, v in collection`, after the word `for`. */
  forIntroduction(): Pick<ForExpression, 'keyName' | 'valueName' | 'in'> {
    const first = this.identifier().text;
    const second = this.accept(',') ? this.identifier().text : undefined;
    const word = this.lexer.next();
    if (word.text !== 'in') throw unexpected(word, '"in"');
    const collection = this.expression();
    return second === undefined
      ? { keyName: undefined, valueName: first, in: collection }
      : { keyName: first, valueName: second, in: collection };
  }

  #withLines<Result>(matter: boolean, read: () => Result): Result {
    const before = this.#linesMatter;
    this.#linesMatter = matter;
    const result = read();
    this.#linesMatter = before;
    return result;
  }

  #continuesWith(punctuation: string): boolean {
    const token = this.lexer.peek();
    return is(token, punctuation) && !(token.newline && this.#linesMatter);
  }

  #binary(minimum: number): Expression {
    let left = this.#operand();
    for (let length = 0; ; length++) {
      const operator = this.#operator();
      if (operator === undefined || precedence[operator] < minimum) return left;
      const { at } = this.lexer.next();
      if (length > maximumChain) throw new SyntaxFault('Too many operators in one expression', at);
      const right = this.deeper(() => this.#binary(precedence[operator] + 1));
      left = { kind: 'binary', at: left.at, operator, left, right };
    }
  }

  #operator(): BinaryOperator | undefined {
    const { kind, text } = this.lexer.peek();
    return kind === 'punctuation' && isBinaryOperator(text) && this.#continuesWith(text) ? text : undefined;
  }

  #operand(): Expression {
    const token = this.lexer.peek();
    if (is(token, '-') || is(token, '!')) {
      this.lexer.next();
      const operand = this.deeper(() => this.#operand());
      if (token.text === '-' && operand.kind === 'literal' && typeof operand.value === 'number') {
        return { kind: 'literal', at: token.at, value: -operand.value };
      }
      return { kind: 'unary', at: token.at, operator: token.text === '-' ? '-' : '!', operand };
    }
    return this.#traversal(this.#primary(), true);
  }

  /** `.name`, `.0`, `[key]`, `.*` and `[*]` after a term. Inside `.*` an index belongs to what follows the splat. */
  #traversal(start: Expression, indexes: boolean): Expression {
    let of = start;
    for (let length = 0; ; length++) {
      if (length > maximumChain) throw new SyntaxFault('Too many steps in one reference', of.at);
      if (this.#continuesWith('.')) {
        this.lexer.next();
        of = this.#afterDot(of);
      } else if (indexes && this.#continuesWith('[')) {
        this.lexer.next();
        of = this.#afterBracket(of);
      } else {
        return of;
      }
    }
  }

  #afterDot(of: Expression): Expression {
    if (isDigit(this.lexer.text.charCodeAt(this.lexer.offset))) return this.#oldIndex(of);
    const token = this.lexer.next();
    if (is(token, '*')) return this.#splat(of, token.at, false);
    if (token.kind !== 'identifier') throw unexpected(token, 'an attribute name');
    return { kind: 'access', at: of.at, of, name: token.text };
  }

  /** The digits of `a.0.1`, which must not be read as the number 0.1. */
  #oldIndex(of: Expression): Expression {
    const { lexer } = this;
    const at = lexer.place;
    const start = lexer.offset;
    while (isDigit(lexer.text.charCodeAt(lexer.offset))) lexer.offset++;
    const key: Expression = { kind: 'literal', at, value: Number(lexer.text.slice(start, lexer.offset)) };
    return { kind: 'index', at: of.at, of, key };
  }

  #afterBracket(of: Expression): Expression {
    const star = this.lexer.peek();
    if (is(star, '*')) {
      this.lexer.next();
      this.expect(']');
      return this.#splat(of, star.at, true);
    }
    const key = this.acrossLines(() => this.expression());
    this.expect(']');
    return { kind: 'index', at: of.at, of, key };
  }

  #splat(of: Expression, at: number, indexes: boolean): Expression {
    const each = this.deeper(() => this.#traversal({ kind: 'element', at }, indexes));
    return { kind: 'splat', at: of.at, of, each };
  }

  #primary(): Expression {
    const token = this.lexer.next();
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', at: token.at, value: Number(token.text) };
      case 'quote':
        return quotedTemplate(this, token.at);
      case 'heredoc':
        return heredocTemplate(this, token);
      case 'identifier':
        return this.#named(token);
      case 'punctuation':
        if (token.text === '(') return this.#parenthesized();
        if (token.text === '[') return this.acrossLines(() => this.#bracketed(token.at));
        if (token.text === '{') return this.#braced(token.at);
    }
    throw unexpected(token, 'an expression');
  }

  #parenthesized(): Expression {
    const inner = this.acrossLines(() => this.expression());
    this.expect(')');
    return inner;
  }

  #named(first: Token): Expression {
    let name = first.text;
    while (this.accept('::')) name += `::${this.identifier().text}`;
    if (this.#continuesWith('(')) {
      this.lexer.next();
      return this.acrossLines(() => this.#call(name, first.at));
    }
    const value = keywords.get(name);
    return value === undefined
      ? { kind: 'name', at: first.at, name }
      : { kind: 'literal', at: first.at, value };
  }

  #call(name: string, at: number): Expression {
    const args: Expression[] = [];
    let expand = false;
    while (!this.accept(')')) {
      args.push(this.expression());
      expand = this.accept('...');
      if (expand || !this.accept(',')) {
        this.expect(')');
        break;
      }
    }
    return { kind: 'call', at, name, args, expand };
  }

  #bracketed(at: number): Expression {
    if (this.#isFor()) return this.#for(at, ']', false);
    const items: Expression[] = [];
    while (!this.accept(']')) {
      items.push(this.expression());
      if (this.accept(',')) continue;
      this.expect(']');
      break;
    }
    return { kind: 'tuple', at, items };
  }

  #braced(at: number): Expression {
    if (this.#isFor()) return this.acrossLines(() => this.#for(at, '}', true));
    return this.#withLines(true, () => this.#object(at));
  }

  #object(at: number): ObjectExpression {
    const entries: { key: Expression; value: Expression }[] = [];
    while (!this.accept('}')) {
      const computed = is(this.lexer.peek(), '(');
      const key = this.expression();
      const separator = this.lexer.next();
      if (!is(separator, '=') && !is(separator, ':')) throw unexpected(separator, '"="');
      const bare = key.kind === 'name' && !computed;
      const value = this.expression();
      entries.push({ key: bare ? { kind: 'literal', at: key.at, value: key.name } : key, value });
      const after = this.lexer.peek();
      if (!this.accept(',') && !after.newline && !is(after, '}')) throw unexpected(after, '"," or "}"');
    }
    return { kind: 'object', at, entries };
  }

  #isFor(): boolean {
    const token = this.lexer.peek();
    return token.kind === 'identifier' && token.text === 'for';
  }

  #for(at: number, close: string, keyed: boolean): Expression {
    this.lexer.next();
    const introduction = this.forIntroduction();
    this.expect(':');
    let value = this.expression();
    let key: Expression | undefined;
    if (keyed) {
      this.expect('=>');
      key = value;
      value = this.expression();
    }
    const group = keyed && this.accept('...');
    const word = this.lexer.peek();
    let condition: Expression | undefined;
    if (word.kind === 'identifier' && word.text === 'if') {
      this.lexer.next();
      condition = this.expression();
    }
    this.expect(close);
    return { kind: 'for', at, ...introduction, key, value, condition, group, join: false };
  }
}

function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(precedence, text);
}
