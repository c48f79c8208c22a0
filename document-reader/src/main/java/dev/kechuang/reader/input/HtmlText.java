package dev.kechuang.reader.input;

import dev.kechuang.reader.ReadResult.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Takes the main body out of a web page: the element with most text that is no link. */
final class HtmlText {
    private static final String NOISE =
            "script,style,noscript,nav,form,iframe,aside,button,select,input,textarea,svg,canvas,video,audio,object,embed,template,footer";
    private static final Pattern NOISE_NAME = Pattern.compile(
            "(?:^|[-_ ])(?:nav|menu|share|footer|breadcrumb|crumb|sidebar|comment|related|recommend|copyright|toolbar|pager|search|banner|advert|login|qrcode|bdshare|hot|rank)(?:$|[-_ \\d])",
            Pattern.CASE_INSENSITIVE);
    /** A child that holds this share of its parent's text stands for it. */
    private static final double ENOUGH = 0.72;

    private static final int MUCH_TEXT = 1500;

    private HtmlText() {}

    static Extraction of(String html) {
        Document document = Jsoup.parse(html);
        document.select(NOISE).remove();
        removeNamedNoise(document);
        Element body = document.body();
        Element main = mainBody(body);
        StringBuilder out = new StringBuilder();
        String title = title(document, main);
        if (!title.isEmpty()) out.append(title).append('\n');
        render(main, out);
        String text = out.toString().strip();
        return text.isEmpty()
                ? new Extraction.Failure(Reason.EMPTY, "网页里没有正文；内容可能由脚本生成，请另存为文本或 PDF。")
                : new Extraction.Text(text + "\n");
    }

    private static void removeNamedNoise(Document document) {
        for (Element element : document.body().select("[class],[id]")) {
            String name = element.className() + " " + element.id();
            if (NOISE_NAME.matcher(name).find() && element.parent() != null && ownText(element) < MUCH_TEXT)
                element.remove();
        }
    }

    private static int ownText(Element element) {
        int[] length = {0};
        NodeTraversor.traverse(
                (node, depth) -> {
                    if (node instanceof TextNode text)
                        length[0] += text.getWholeText().strip().length();
                },
                element);
        return length[0];
    }

    /** Descends while one child holds most of the text that is no link. */
    private static Element mainBody(Element body) {
        Map<Node, Integer> weights = new HashMap<>();
        NodeTraversor.traverse(
                new NodeVisitor() {
                    private int links;

                    @Override
                    public void head(Node node, int depth) {
                        if (node.normalName().equals("a")) links++;
                        if (node instanceof TextNode text && links == 0) {
                            int length = text.getWholeText().strip().length();
                            if (length > 0) weights.merge(node, length, Integer::sum);
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node.normalName().equals("a")) links--;
                        Node parent = node.parent();
                        Integer weight = weights.get(node);
                        if (parent != null && weight != null && node != body)
                            weights.merge(parent, weight, Integer::sum);
                    }
                },
                body);
        Element at = body;
        while (true) {
            Element heavy = null;
            int total = weights.getOrDefault(at, 0);
            for (Element child : at.children())
                if (weights.getOrDefault(child, 0) >= ENOUGH * total && total > 0) heavy = child;
            if (heavy == null || !heavy.isBlock()) return at;
            at = heavy;
        }
    }

    private static String title(Document document, Element main) {
        if (!main.select("h1").isEmpty()) return "";
        Element heading = document.selectFirst("h1");
        String title = heading != null ? heading.text() : metaTitle(document);
        title = title.isEmpty() ? document.title().replaceAll("\\s*[-_|—].*$", "") : title;
        return main.text().startsWith(title) ? "" : title.strip();
    }

    private static String metaTitle(Document document) {
        @Nullable Element meta = document.selectFirst("meta[name=ArticleTitle]");
        return meta == null ? "" : meta.attr("content");
    }

    private static void render(Element main, StringBuilder out) {
        NodeTraversor.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode text) append(out, text.getWholeText());
                        else if (node instanceof Element element
                                && (element.isBlock() || element.normalName().equals("br"))) line(out);
                        else if (node.normalName().equals("td")
                                || node.normalName().equals("th")) append(out, " ");
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node instanceof Element element && element.isBlock()) line(out);
                    }
                },
                main);
    }

    private static void append(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\u00A0' || c == '\u3000';
            boolean start = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
            if (blank && (start || out.charAt(out.length() - 1) == ' ')) continue;
            out.append(blank ? ' ' : c);
        }
    }

    private static void line(StringBuilder out) {
        while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') out.setLength(out.length() - 1);
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') out.append('\n');
    }
}
