package dev.kechuang.file.internal;

import dev.kechuang.shared.Invariant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Every stored file has its bytes, and they have its digest. */
@Component
public class FileContents implements Invariant {

    private static final int PAGE = 500;
    private static final int MOST_REPORTED = 20;

    private final DigestFileStore files;

    public FileContents(DigestFileStore files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "file.contents";
    }

    @Override
    public String claim() {
        return "Every stored file has its bytes, and they have its digest.";
    }

    @Override
    public Result check() {
        var found = new ArrayList<String>();
        long checked = 0;
        String after = "";
        for (List<StoredFileStore.Digest> page = files.rows().digests(after, PAGE);
                !page.isEmpty();
                page = files.rows().digests(after, PAGE)) {
            for (var digest : page) {
                checked++;
                after = digest.sha256();
                String wrong = wrong(digest);
                if (!wrong.isEmpty() && found.size() < MOST_REPORTED) {
                    found.add("file " + digest.id() + " (" + digest.name() + ") " + wrong);
                }
            }
        }
        return new Result(checked, found);
    }

    private String wrong(StoredFileStore.Digest digest) {
        try {
            return files.disk()
                    .digest(digest.sha256())
                    .map(actual -> actual.equals(digest.sha256()) ? "" : "has other bytes than were stored")
                    .orElse("has no bytes on disk");
        } catch (IOException e) {
            return "cannot be read: " + e;
        }
    }
}
