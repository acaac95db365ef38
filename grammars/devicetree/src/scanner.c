#include "tree_sitter/parser.h"

// The tokens that need to look past their own end. All of them serve two purposes: to accept exactly what dtc accepts,
// and to let an unfinished value end where the next property or node begins, so that an editor keeps the rest.

// In the order of `externals` in grammar.js.
enum TokenType {
  STRING_END,
  ITEM_LABEL_NAME,
  VALUE_LABEL_NAME,
  VALUE_WORD,
  BYTE_WORD,
  RECOVERED_NAME,
  PREPROC_PARAMETERS,
  PREPROC_TEXT,
  LINE_END,
  MACRO_PUNCTUATION,
  UNFINISHED,
  ERROR_SENTINEL,
};

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r'; }

static bool is_space(int32_t c) { return is_blank(c) || c == '\n' || c == '\f' || c == '\v'; }

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

static bool is_word_start(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

static bool is_word(int32_t c) { return is_word_start(c) || is_digit(c); }

static bool is_hexadecimal(int32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static bool is_name(int32_t c) {
  return is_word(c) || c == ',' || c == '.' || c == '+' || c == '*' || c == '#' || c == '?' || c == '@' || c == '-';
}

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static void skip_spaces(TSLexer *lexer) {
  while (is_space(lexer->lookahead)) advance(lexer);
}

static void skip_word(TSLexer *lexer) {
  while (is_word(lexer->lookahead)) advance(lexer);
}

static bool accept(TSLexer *lexer, const bool *valid, enum TokenType type) {
  if (!valid[type]) return false;
  lexer->result_symbol = type;
  return true;
}

// Whether what it skips is an identifier's characters only.
static bool skip_name(TSLexer *lexer) {
  bool plain = true;
  for (; is_name(lexer->lookahead); advance(lexer)) {
    if (!is_word(lexer->lookahead)) plain = false;
  }
  return plain;
}

// Whether a property or a node begins here, in the middle of its first word or before it: a name and then `=` or `{`.
// With `;` behind it, a name counts that no macro can have, and any where a value has begun that may end here.
static bool at_item(TSLexer *lexer, bool value_begun) {
  bool plain = skip_name(lexer);
  skip_spaces(lexer);
  switch (lexer->lookahead) {
    case '{':
      return true;
    case ';':
      return value_begun || !plain;
    case '=':
      advance(lexer);
      return lexer->lookahead != '=';
    default:
      return false;
  }
}

// Whether what follows a label on a new line is what labels stand before outside values.
static bool at_labelled_item(TSLexer *lexer) {
  for (;;) {
    skip_spaces(lexer);
    if (lexer->lookahead == '/') {
      advance(lexer);
      return lexer->lookahead == 'o' || lexer->lookahead == 'd' || lexer->lookahead == 'm';
    }
    if (lexer->lookahead == '&') {
      advance(lexer);
      skip_word(lexer);
      skip_spaces(lexer);
      return lexer->lookahead == '{';
    }
    if (!is_word_start(lexer->lookahead)) return is_name(lexer->lookahead) && at_item(lexer, false);
    skip_word(lexer);
    if (lexer->lookahead != ':') return at_item(lexer, false);
    advance(lexer);
  }
}

// Behind a quote that closed a string on a later line than it began: whether a value may go on like this. Otherwise it
// is the opening quote of another string, and the first one was never closed.
static bool at_end_of_value(TSLexer *lexer) {
  for (;;) {
    skip_spaces(lexer);
    switch (lexer->lookahead) {
      case ',':
      case ';':
      case ')':
        return true;
      case '/':
        advance(lexer);
        return lexer->lookahead == '*' || lexer->lookahead == '/';
    }
    if (!is_word_start(lexer->lookahead)) return false;
    skip_word(lexer);
    if (lexer->lookahead != ':') return false;
    advance(lexer);
  }
}

static bool scan_string_end(TSLexer *lexer) {
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    if (c == '\\') advance(lexer);
    if (c == '"') {
      lexer->mark_end(lexer);
      lexer->result_symbol = STRING_END;
      return at_end_of_value(lexer);
    }
  }
  return false;
}

// Only in recovery: the first word of an item, if it is not an identifier.
static bool scan_name(TSLexer *lexer, const bool *valid) {
  bool plain = !is_digit(lexer->lookahead) && skip_name(lexer);
  if (plain) return false;
  skip_name(lexer);
  lexer->mark_end(lexer);
  skip_spaces(lexer);
  return (lexer->lookahead == ';' || at_item(lexer, false)) && accept(lexer, valid, RECOVERED_NAME);
}

static bool at_line_end(TSLexer *lexer) { return lexer->lookahead == '\n' || lexer->eof(lexer); }

// Steps over a string or a comment in a preprocessor line; the lexer stands behind its first character.
static void skip_quoted(TSLexer *lexer) {
  while (!at_line_end(lexer)) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    if (c == '"') return;
    if (c == '\\' && !at_line_end(lexer)) advance(lexer);
  }
}

static void skip_comment(TSLexer *lexer) {
  int32_t last = 0;
  advance(lexer);
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    if (last == '*' && c == '/') return;
    last = c;
  }
}

// The rest of a preprocessor line without the blanks and comments around it. A backslash at a line's end continues it.
static bool scan_line(TSLexer *lexer, const bool *valid) {
  lexer->mark_end(lexer);
  bool parameters = valid[PREPROC_PARAMETERS] && lexer->lookahead == '(';
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
  if (at_line_end(lexer)) return accept(lexer, valid, LINE_END);
  if (!valid[PREPROC_TEXT]) return false;
  for (bool any = false; !at_line_end(lexer); any = true) {
    int32_t c = lexer->lookahead;
    advance(lexer);
    if (c == '/' && (lexer->lookahead == '/' || lexer->lookahead == '*')) {
      if (!any) return false;
      if (lexer->lookahead == '/') break;
      skip_comment(lexer);
      continue;
    }
    if (c == '"') skip_quoted(lexer);
    if (c == '\\') {
      if (lexer->lookahead == '\r') advance(lexer);
      if (!lexer->eof(lexer)) advance(lexer);
    }
    if (!is_blank(c)) lexer->mark_end(lexer);
    if (c == ')' && parameters) return accept(lexer, valid, PREPROC_PARAMETERS);
  }
  return accept(lexer, valid, PREPROC_TEXT);
}

static bool scan_word(TSLexer *lexer, const bool *valid, bool new_line) {
  unsigned length = 0;
  bool hexadecimal = true;
  for (; is_word(lexer->lookahead); length++) {
    if (!is_hexadecimal(lexer->lookahead)) hexadecimal = false;
    advance(lexer);
  }
  lexer->mark_end(lexer);
  if (lexer->lookahead == ':') {
    if (accept(lexer, valid, ITEM_LABEL_NAME)) return true;
    if (valid[VALUE_LABEL_NAME]) {
      advance(lexer);
      return !(new_line && at_labelled_item(lexer)) && accept(lexer, valid, VALUE_LABEL_NAME);
    }
  }
  bool bytes = hexadecimal && length % 2 == 0;
  if (valid[ERROR_SENTINEL]) return scan_name(lexer, valid);
  if (!(valid[VALUE_WORD] || (valid[BYTE_WORD] && !bytes))) return false;
  if (new_line && lexer->lookahead == ':') {
    advance(lexer);
    if (at_labelled_item(lexer)) return false;
  } else if (new_line && at_item(lexer, !valid[UNFINISHED])) {
    return false;
  }
  return accept(lexer, valid, VALUE_WORD) || accept(lexer, valid, BYTE_WORD);
}

// A line that begins with `#` is the preprocessor's, and `/` may begin a comment.
static bool scan_punctuation(TSLexer *lexer, bool new_line) {
  int32_t c = lexer->lookahead;
  if (c <= ' ' || c > '~' || is_digit(c) || (c == '#' && new_line)) return false;
  for (const char *other = "()\"'{};,\\"; *other; other++) {
    if (c == *other) return false;
  }
  advance(lexer);
  if (c == '/' && (lexer->lookahead == '*' || lexer->lookahead == '/')) return false;
  lexer->mark_end(lexer);
  lexer->result_symbol = MACRO_PUNCTUATION;
  return true;
}

void *tree_sitter_devicetree_external_scanner_create(void) { return NULL; }

void tree_sitter_devicetree_external_scanner_destroy(void *payload) { (void)payload; }

unsigned tree_sitter_devicetree_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}

void tree_sitter_devicetree_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

bool tree_sitter_devicetree_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  if (!valid[ERROR_SENTINEL]) {
    if (valid[LINE_END]) return scan_line(lexer, valid);
    if (valid[STRING_END]) return scan_string_end(lexer);
  }
  bool new_line = false;
  while (is_space(lexer->lookahead)) {
    if (lexer->lookahead == '\n') new_line = true;
    lexer->advance(lexer, true);
  }
  if (valid[ERROR_SENTINEL] && (is_digit(lexer->lookahead) || lexer->lookahead == '#')) {
    return scan_name(lexer, valid);
  }
  if (is_word_start(lexer->lookahead)) return scan_word(lexer, valid, new_line);
  return !valid[ERROR_SENTINEL] && valid[MACRO_PUNCTUATION] && scan_punctuation(lexer, new_line);
}
