package dev.kechuang.document.internal;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import java.io.IOException;
import java.util.Arrays;
import org.apache.pdfbox.Loader;

/** How long a document of some 30 pages takes; run by hand, it decides no test. */
final class DocumentBench {

    private DocumentBench() {}

    public static void main(String[] args) throws IOException {
        var form = Document.form("苏州市科技计划项目申报书").number("SYG202600017");
        for (int i = 0; i < 6; i++) {
            form.heading(1, "第" + (i + 1) + "部分");
            for (int j = 0; j < 18; j++) form.paragraph("本项目针对高端装备伺服系统的精度保持性问题，研究多源误差耦合机理与补偿方法，".repeat(9));
            form.add(Samples.projects(40));
        }
        var document = form.build();
        var documents = Documents.standard();
        long[] pdf = new long[8];
        long[] docx = new long[8];
        int pages = 0;
        for (int i = 0; i < pdf.length; i++) {
            long start = System.nanoTime();
            byte[] written = documents.pdf(document);
            pdf[i] = (System.nanoTime() - start) / 1_000_000;
            start = System.nanoTime();
            documents.docx(document);
            docx[i] = (System.nanoTime() - start) / 1_000_000;
            try (var read = Loader.loadPDF(written)) {
                pages = read.getNumberOfPages();
            }
        }
        IO.println(pages + " pages: pdf ms " + Arrays.toString(pdf) + ", docx ms " + Arrays.toString(docx));
    }
}
