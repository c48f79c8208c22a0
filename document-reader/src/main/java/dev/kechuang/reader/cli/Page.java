package dev.kechuang.reader.cli;

import dev.kechuang.reader.Reading;

/** A reading as a page of its own, for looking at in a browser. */
final class Page {
    private static final String STYLE = """
            body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 17px/1.9 "Noto Serif CJK SC", "Songti SC", serif; color: #1d2733; }
            .heading { font-weight: 600; }
            .figure { padding: 0 .15em; border-radius: .2em; background: #dcebf7; color: inherit; }
            .figure.target { background: #fbe8cf; }
            .owners { color: #27614a; border-bottom: 1px solid #9cc6b1; }
            .figure:hover::after { content: " " attr(data-measure) " · " attr(data-role) " · " attr(data-time) " · " attr(data-period); font-size: .75em; color: #5a6673; }
            """;

    private Page() {}

    static String of(Reading reading) {
        String title = reading.front().title().isEmpty()
                ? reading.name()
                : reading.front().title();
        return "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escape(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + reading.html() + "</body>\n</html>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
