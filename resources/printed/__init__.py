"""What the site prints by itself: pieces of the catalogue in every language, set from the
same translated content as the pages, with the numbers of the directory and of no other place.
"""
