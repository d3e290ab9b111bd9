"""What `learn check` finds wrong, in Chinese, by the English: templates, see `sentences`."""

from __future__ import annotations

# Files and YAML.
FILES = {
    "there is no such file or folder": "没有这个文件或文件夹",
    "can't be looked into: %1": "无法查看：%1",
    "is a link to a folder, which is not followed": "是指向文件夹的链接，不会跟随",
    "can't be read: %1": "无法读取：%1",
    "is not UTF-8 (byte %1): %2": "不是 UTF-8（字节 %1）：%2",
    "save it as UTF-8 in your editor, or convert it (iconv -f GBK -t UTF-8)": (
        "请在编辑器中存为 UTF-8，或转换编码（iconv -f GBK -t UTF-8）"
    ),
    "is not a regular file": "不是普通文件",
    "has %1 MB, and the limit is %2: split it": "有 %1 MB，上限是 %2：请拆分",
    "is empty: it should hold a term": "是空的：应含有一个词条",
    "the folder's name %1 holds a control character: rename it": (
        "文件夹的名称 %1 含有控制字符：请改名"
    ),
    "%1 is a term already: %2, which hides this one": "已有词条 %1：%2，这一个会被它遮住",
    "%1 is a term already: %2": "已有词条 %1：%2",
    "an invisible line break (%1) stands here: delete it": "这里有一个看不见的换行符（%1）：请删除",
    "a line can't begin with %: put the text in quotes": "行首不能是 %：请给文本加引号",
    "more than %1 terms in one file: split it": "一个文件超过 %1 个词条：请拆分",
    "more than %1 values in one file: split it": "一个文件超过 %1 个值：请拆分",
    "more than %1 values in one document": "一个文档超过 %1 个值",
    "a control character can't stand in YAML: delete it": "YAML 中不能有控制字符：请删除",
    "half a character stands here: delete it": "这里有半个字符：请删除",
    "nested more than %1 deep": "嵌套超过 %1 层",
    "aliases and anchors are not used here: quote text starting with * or &": (
        "这里不用别名和锚点：以 * 或 & 开头的文本请加引号"
    ),
    "tags are not used here (%1): write a text": "这里不用标签（%1）：请写成文本",
    "a text of more than %1 characters": "一段文本超过 %1 个字符",
    "a character without width (%1) stands here: delete it": "这里有一个零宽字符（%1）：请删除",
    "the text ends here, for ' #' begins a comment: put it in quotes, or put two spaces before a"
    " comment that is meant": (
        "文本到此结束，因为“ #”之后是注释：请加引号；若确是注释，请在前面空两格"
    ),
    "a key must be a text": "键必须是文本",
    "merge keys (<<) are not used here: write the fields out": "不用合并键（<<）：请逐个写出字段",
    "%1 stands here already, on line %2": "%1 重复了，已在第 %2 行出现",
    # what libyaml says, and what to do
    "%1: put a text in quotes if it has ': ' in it or begins with one of ` @ % & * [ { | > #": (
        "%1：文本中若有“: ”，或以 ` @ % & * [ { | > # 之一开头，请加引号"
    ),
    "%1: indent with spaces; a tab can't indent, and a text that has one goes in quotes": (
        "%1：请用空格缩进；制表符不能缩进，含有制表符的文本请加引号"
    ),
    "the quote that begins here has no end: close it": "这里开始的引号没有结束：请补上",
    "this is not YAML": "这不是 YAML",
    "mapping values are not allowed in this context": "这里不能有键值对",
    "mapping values are not allowed here": "这里不能有键值对",
    "mapping keys are not allowed in this context": "这里不能有键",
    "block sequence entries are not allowed in this context": "这里不能有列表项",
    "could not find expected ':'": "缺少“:”",
    "did not find expected key": "缺少键",
    "did not find expected ',' or ']'": "缺少“,”或“]”",
    "did not find expected ',' or '}'": "缺少“,”或“}”",
    "did not find expected '-' indicator": "缺少列表项的“-”",
    "did not find expected node content": "缺少内容",
    "did not find expected <document start>": "文档应从这里开始",
    "did not find expected comment or line break": "缺少注释或换行",
    "did not find expected alphabetic or numeric character": "缺少字母或数字",
    "did not find expected hexdecimal number": "缺少十六进制数",
    "found character that cannot start any token": "这个字符不能出现在开头",
    "found a tab character that violates indentation": "制表符破坏了缩进",
    "found a tab character where an indentation space is expected": "缩进处用了制表符",
    "found unexpected end of stream": "文件意外结束",
    "found unexpected document indicator": "意外出现文档分隔符",
    "found unexpected ':'": "意外出现“:”",
    "found unknown escape character": "未知的转义字符",
    "found undefined tag handle": "未定义的标签",
}

# Fields (pydantic).
FIELDS = {
    "is missing": "缺少",
    "is empty": "为空",
    "is no field that can stand here": "这里没有这个字段",
    "is no field of a term; those are %1": "词条没有这个字段；可用的字段：%1",
    "should be fields (name: value), not a single text or a list": (
        "应为若干字段（名称: 值），而不是一段文本或一个列表"
    ),
    "should be a list (each line begins with -)": "应为列表（每行以 - 开头）",
    "should be a text": "应为文本",
    "should be lower-case words or numbers joined by hyphens, such as hot-start": (
        "应为以连字符相连的小写单词或数字，如 hot-start"
    ),
    "should be a lower-case name such as labels_per_class": "应为小写名称，如 labels_per_class",
    "should be a name with its module, such as torch.softmax": "应为带模块的名称，如 torch.softmax",
    "should be a number such as 1503.02531": "应为编号，如 1503.02531",
    "should be a DOI such as 10.1126/science.1127647": "应为 DOI，如 10.1126/science.1127647",
    "should begin with https://": "应以 https:// 开头",
    "has %1 faults, of which these are %2": "有 %1 处错误，这里列出 %2 处",
    "a file's name is its term's slug: lower-case letters, digits, -; not %1": (
        "文件名就是词条的 slug：小写字母、数字和 -；不能是 %1"
    ),
    "says %1, the file's name %2": "写的是 %1，文件名却是 %2",
    "holds an invisible control character, or a pile of accents; delete it": (
        "含有看不见的控制字符，或叠加的重音符；请删除"
    ),
    "should be on one line, without tabs, of at most 200 characters": (
        "应在一行之内，没有制表符，最多 200 个字符"
    ),
    "`en` and `zh` should have the same points": "`en` 与 `zh` 的要点应一一对应",
    "give either `term` (one of this glossary) or `name` {en, zh}": (
        "请写 `term`（本词汇表中的词条）或 `name` {en, zh} 之一"
    ),
    "give either `term`, or `name` and `summary`": "请写 `term`，或写 `name` 和 `summary`",
    "give either `en` and `zh`, or `value` (and `within`)": (
        "请写 `en` 和 `zh`，或写 `value`（及 `within`）"
    ),
    "the id %1 is taken by a kind of card; choose another": "id %1 已用于一种卡片；请另选",
    "a written question has an `answer` and at least two `lures`, no draw": (
        "问答题要有 `answer` 和至少两个 `lures`，不能有 draw"
    ),
    "only a drawn question has `worked`, its solution with the numbers": (
        "只有计算题才有 `worked`（代入数字的解答）"
    ),
    "only a drawn question has `print`: its function's code is shown": (
        "只有计算题才有 `print`：显示其函数的代码"
    ),
    "a drawn question has no `lures`: a demo computes its answer": (
        "计算题没有 `lures`：答案由演示算出"
    ),
    "Input should be a valid integer, unable to parse string as an integer": "应为整数",
    "Input should be a valid integer, %1": "应为整数",
    "Input should be a valid number, unable to parse string as a number": "应为数",
    "Input should be a valid boolean, unable to interpret input": "应为 true 或 false",
    "Input should be a valid boolean": "应为 true 或 false",
    "Input should be a finite number": "应为有限的数",
    "Input should be greater than or equal to %1": "不能小于 %1",
    "Input should be less than or equal to %1": "不能大于 %1",
    "Input should be %1 or %2": "应为 %1 或 %2",
    "List should have at least %1 items after validation, not %2": "至少要有 %1 项，现有 %2 项",
    "List should have at least %1 item after validation, not %2": "至少要有 %1 项，现有 %2 项",
    "List should have at most %1 items after validation, not %2": "最多 %1 项，现有 %2 项",
    "String should have at most %1 characters": "最多 %1 个字符",
    "String should have at least %1 characters": "至少 %1 个字符",
}
