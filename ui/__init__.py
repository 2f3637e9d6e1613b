"""The app's pages and the widgets they share.

`shell` draws the frame and runs the page that was asked for; one ``…_page.py`` per page. What a
page shows is worked out in functions without Streamlit: `links`, `markup`, `reading`, `answers`,
`tasks`. Source text reaches the screen escaped, by `markup`, and in no other way.
"""
