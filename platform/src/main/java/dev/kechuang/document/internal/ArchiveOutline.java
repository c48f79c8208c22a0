package dev.kechuang.document.internal;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Archive.Listed;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PageMode;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/** Bookmarks of an archive: the index, then every group with its parts. */
final class ArchiveOutline {

    private ArchiveOutline() {}

    static void add(PDDocument bound, List<Listed> listed) {
        var outline = new PDDocumentOutline();
        outline.addLast(item(bound, "归档目录", 1));
        var groups = new LinkedHashMap<String, PDOutlineItem>();
        for (var each : listed) {
            if (each.firstPage() == 0) continue;
            groups.computeIfAbsent(each.group(), name -> {
                        var group = item(bound, name, each.firstPage());
                        outline.addLast(group);
                        return group;
                    })
                    .addLast(item(bound, each.name(), each.firstPage()));
        }
        bound.getDocumentCatalog().setDocumentOutline(outline);
        bound.getDocumentCatalog().setPageMode(PageMode.USE_OUTLINES);
    }

    private static PDOutlineItem item(PDDocument bound, String title, int page) {
        var destination = new PDPageFitDestination();
        destination.setPage(bound.getPage(page - 1));
        var item = new PDOutlineItem();
        item.setTitle(PlainText.clean(title));
        item.setDestination(destination);
        return item;
    }

    static PDDocumentInformation properties(Archive archive) {
        var properties = new PDDocumentInformation();
        properties.setTitle(PlainText.clean(archive.title()));
        properties.setSubject(PlainText.clean(archive.number()));
        properties.setCreator("Kechuang");
        return properties;
    }
}
