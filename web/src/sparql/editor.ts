// The editor in the place of the form's text. It lives in a shadow root, where its styles are sheets of their own, which
// the content security policy allows; the text box stays in the form and is what is sent.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionSource } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Where the server stopped reading, counted from 1. */
export interface Fault {
  readonly line: number;
  readonly column: number;
}

const setFault = StateEffect.define<Fault | undefined>();
const FAULTY = Decoration.mark({ class: "fault", attributes: { "aria-invalid": "true" } });
const FAULTY_LINE = Decoration.line({ class: "fault-line" });

const faults = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = transaction.docChanged ? Decoration.none : value;
    for (const effect of transaction.effects) {
      if (!effect.is(setFault)) continue;
      const [from, to, line] = effect.value === undefined ? [0, 0, 0] : spanOf(transaction.state.doc.toString(), effect.value);
      next = effect.value === undefined ? Decoration.none : Decoration.set([FAULTY_LINE.range(line), ...(to > from ? [FAULTY.range(from, to)] : [])]);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** From where to where a fault is shown, and where its line begins: the word at the place, one character at least. */
export function spanOf(text: string, { line, column }: Fault): [number, number, number] {
  const lines = text.split("\n");
  const at = Math.min(Math.max(line, 1), lines.length);
  const begin = lines.slice(0, at - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const own = lines[at - 1] ?? "";
  // The column counts characters, as people do; the text counts units of UTF-16.
  const ahead = [...own].slice(0, Math.max(column, 1) - 1).join("").length;
  const from = begin + Math.min(ahead, Math.max(own.length - 1, 0));
  const word = /^[\w:?$<>/#.-]+/.exec(own.slice(from - begin))?.[0].length ?? 1;
  return [from, Math.min(from + Math.max(word, 1), begin + own.length), begin];
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName), tags.local(tags.variableName)], color: "var(--link)" },
  { tag: [tags.string, tags.literal], color: "var(--good)" },
  { tag: [tags.comment], color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.atom, tags.meta, tags.propertyName], color: "var(--visited)" },
]);

const LOOKS = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--edge)", borderRadius: "3px", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "14rem", maxHeight: "32rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--raised) 60%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--link) 25%, transparent)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--raised)", outline: "1px solid var(--edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: "var(--bad)" },
  ".fault": { textDecoration: "underline wavy var(--bad)", textDecorationSkipInk: "none", textUnderlineOffset: "0.2em", color: "var(--bad)" },
  ".fault-line, &.cm-focused .fault-line": { backgroundColor: "color-mix(in srgb, var(--bad) 12%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--edge)", boxShadow: "0 2px 8px rgb(0 0 0 / 0.15)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem", maxWidth: "min(40rem, 88vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.5rem", lineHeight: "1.4" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", opacity: "0.85", fontSize: "0.8125rem", marginLeft: "0.75em" },
  ".cm-completionMatchedText": { textDecoration: "none" },
  ".cm-tooltip.cm-completionInfo": { fontFamily: "var(--sans)", padding: "0.4rem 0.6rem", maxWidth: "22rem" },
  ".cm-completionInfo p": { margin: "0" },
});

/**
 * Type over a selection without the browser's help: it would carry the looks of what it replaces along in an attribute
 * `style`, which the content security policy refuses.
 */
const OVERTYPING = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

export interface Editor {
  readonly text: () => string;
  readonly mark: (fault: Fault | undefined, hasFocus?: boolean) => void;
  readonly focus: () => void;
}

/** Put an editor in the place of a text box. Tab leaves it, as it leaves any box. */
export function edit(box: HTMLTextAreaElement, label: string, source: CompletionSource, run: () => void): Editor {
  const host = document.createElement("div");
  host.className = "code";
  box.after(host);
  const root = host.attachShadow({ mode: "open" });
  const place = document.createElement("div");
  root.append(place);
  const extensions: Extension[] = [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    EditorView.lineWrapping,
    StreamLanguage.define(sparql),
    syntaxHighlighting(COLOURS),
    LOOKS,
    faults,
    OVERTYPING,
    autocompletion({ override: [source], icons: false, maxRenderedOptions: 60 }),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off", tabindex: "0" }),
    keymap.of([
      { key: "Mod-Enter", run: () => (run(), true) },
      ...completionKeymap,
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) box.value = update.state.doc.toString();
    }),
  ];
  const view = new EditorView({ state: EditorState.create({ doc: box.value, extensions }), parent: place, root });
  box.required = false;
  box.hidden = true;
  return {
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    mark(fault, hasFocus = false) {
      const [from] = fault === undefined ? [0] : spanOf(view.state.doc.toString(), fault);
      const scroll = fault === undefined ? [] : [EditorView.scrollIntoView(from, { y: "center" })];
      view.dispatch({ effects: [setFault.of(fault), ...scroll], ...(hasFocus ? { selection: { anchor: from } } : {}) });
      if (hasFocus) view.focus();
    },
  };
}
