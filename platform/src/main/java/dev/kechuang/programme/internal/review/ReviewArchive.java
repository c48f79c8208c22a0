package dev.kechuang.programme.internal.review;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Documents;
import dev.kechuang.programme.internal.contract.ArchivePart;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The reviews of an application in its archive: one document a round, for officers who run the call. */
@Component
@Order(300)
public class ReviewArchive implements ArchivePart {

    private final ReviewStore store;
    private final Definitions definitions;
    private final ReviewDocuments reviews;
    private final Documents documents;

    public ReviewArchive(ReviewStore store, Definitions definitions, ReviewDocuments reviews, Documents documents) {
        this.store = store;
        this.definitions = definitions;
        this.reviews = reviews;
        this.documents = documents;
    }

    @Override
    public List<Archive.Part> parts(Viewer viewer, Application application) {
        var parts = new ArrayList<Archive.Part>();
        var definition = definitions.of(application.version());
        for (var round : store.rounds(application.call(), viewer.regionArray())) {
            if (!(definition.stage(round.stage()) instanceof Review review)) continue;
            reviews.review(application, round, review, definition.sheet(review.sheet()))
                    .ifPresent(document -> parts.add(new Archive.Part(
                            "评审",
                            review.name().zh() + "记录",
                            "application/pdf",
                            Archive.Content.of(documents.pdf(document)))));
        }
        return parts;
    }
}
