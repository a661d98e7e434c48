# Depuis la dernière révision que vous avez lue : 0 la première fois, puis « curseur ».
curl 'http://127.0.0.1:8000/api/v1/changements/?depuis=0&limite=500'
