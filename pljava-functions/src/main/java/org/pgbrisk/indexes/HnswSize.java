package org.pgbrisk.indexes;

/** How large an HNSW index becomes, by how pgvector lays it out with its default of 16 links. */
final class HnswSize {
    static final int M = 16;

    /** Header of an element: flags, ten places for rows with the same vector, the place of its links. */
    private static final int ELEMENT = 72;

    private static final int LINK = 6;
    private static final int LINKS_HEADER = 4;
    private static final int LINE_POINTER = 4;
    /** Header of a page, and pgvector's own part at its end. */
    private static final int PAGE = 24 + 8;

    private HnswSize() {}

    /** @param vectorBytes of one value */
    static long bytes(double rows, double vectorBytes, int blockSize) {
        double element = aligned(ELEMENT + vectorBytes) + LINE_POINTER;
        // One in 16 elements has M links on the next layer too, one in 256 on the one above.
        double upper = (double) M * LINK / (M - 1);
        double links = aligned(LINKS_HEADER + 2.0 * M * LINK) + LINE_POINTER + upper;
        double room = blockSize - PAGE;
        // Both on one page, or each on a page of its own: the next element does not fit beside the links either.
        double pages = element + links <= room ? rows / Math.floor(room / (element + links)) : 2 * rows;
        return (long) Math.ceil(1 + pages) * blockSize;
    }

    private static double aligned(double bytes) {
        return 8 * Math.ceil(bytes / 8);
    }
}
