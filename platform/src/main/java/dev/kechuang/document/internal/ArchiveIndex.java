package dev.kechuang.document.internal;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Archive.Listed;
import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first pages of an archive: what is in it, on which page, with the digest of every part. */
final class ArchiveIndex {

    private ArchiveIndex() {}

    static Document of(Archive archive, List<Listed> listed) {
        var index = Document.form(archive.title() + " 归档目录").number(archive.number());
        if (!archive.facts().isEmpty()) index.add(new Block.KeyValues(archive.facts(), 2));
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < listed.size(); i++) {
            var each = listed.get(i);
            rows.add(List.of(
                    String.valueOf(i + 1),
                    each.group(),
                    each.name(),
                    each.firstPage() == 0 ? "—" : String.valueOf(each.firstPage()),
                    each.pages() == 0 ? "—" : String.valueOf(each.pages()),
                    bound(each.bound())));
        }
        index.add(new Block.Table(
                "目录",
                List.of(
                        Column.centred("序号", 6),
                        Column.text("类别", 16),
                        Column.text("名称", 44),
                        Column.number("起始页", 9),
                        Column.number("页数", 8),
                        Column.text("说明", 17)),
                rows,
                null));
        var digests = new ArrayList<List<String>>();
        for (int i = 0; i < listed.size(); i++) {
            var each = listed.get(i);
            digests.add(List.of(
                    String.valueOf(i + 1),
                    each.name(),
                    String.format(Locale.ROOT, "%,d", each.size()),
                    each.sha256().substring(0, 32) + "\n" + each.sha256().substring(32)));
        }
        index.add(new Block.Table(
                "摘要值（SHA-256）",
                List.of(
                        Column.centred("序号", 6),
                        Column.text("名称", 38),
                        Column.number("大小（字节）", 14),
                        Column.text("SHA-256", 42)),
                digests,
                null));
        index.paragraph("摘要值按原文件逐字节计算，与原文件比对一致即说明原文件未被改动。未转为页面的文件以原文件另行保存。");
        return index.build();
    }

    private static String bound(Archive.Bound bound) {
        return switch (bound) {
            case PAGES -> "已装订";
            case OTHER_KIND -> "未装订：格式不转为页面";
            case LOCKED -> "未装订：文件已加密";
            case DAMAGED -> "未装订：文件损坏，无法读取";
            case TOO_LARGE -> "未装订：图片过大";
        };
    }
}
